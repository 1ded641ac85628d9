using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Tongbao.Server.Wire;

namespace Tongbao.Server.Sandbox.Docs;

/// <summary>
/// 业务拒绝: the refusals that a use case, or the code that it calls, mentions. They are read from the compiled program, because a separate
/// list would be forgotten. Some cannot occur in this use case, so the list says what may happen, not what must.
/// </summary>
internal static class UseCaseRefusals
{
    private const int FirstOfTwoBytes = 0xFE;

    private static readonly Assembly Core = typeof(Book).Assembly;
    private static readonly ConcurrentDictionary<(string Wire, string UseCase), IReadOnlyList<Error>> Known = new();

    private static readonly IReadOnlyDictionary<int, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(code => code.Value & 0xFFFF);

    public static IReadOnlyList<Error> Of(string wire, string? useCase) => useCase is null ? [] : Known.GetOrAdd((wire, useCase), name =>
    {
        if (new UseCases(name.Wire).Find(name.UseCase) is not { } command) return [];
        var (seen, open, refusals) = (new HashSet<MethodBase>(), new Queue<MethodBase>(), new HashSet<Error>());
        Meet(command.GetMethod(nameof(Command.Run))!);
        while (open.TryDequeue(out var method))
        {
            foreach (var member in MembersIn(method))
            {
                if (member is FieldInfo { IsStatic: true } field && field.FieldType == typeof(Error))
                    refusals.Add((Error)field.GetValue(null)!);
                else if (member is MethodBase called && called.Module.Assembly == Core) Meet(called);
            }
        }
        return [.. refusals];

        void Meet(MethodBase method)
        {
            if (!seen.Add(method)) return;
            open.Enqueue(method);
            // The compiler moves the code of async methods and iterators into a class of its own.
            if (method.GetCustomAttribute<StateMachineAttribute>()?.StateMachineType.GetMethod("MoveNext",
                BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public) is { } steps) Meet(steps);
        }
    });

    /// <summary>The fields and methods that a method's code refers to.</summary>
    private static IEnumerable<MemberInfo> MembersIn(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } il) yield break;
        for (var at = 0; at < il.Length;)
        {
            var code = il[at] == FirstOfTwoBytes ? Codes[(FirstOfTwoBytes << 8) | il[at + 1]] : Codes[il[at]];
            at += code.Size;
            if (code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok
                && Resolve(method, BitConverter.ToInt32(il, at)) is { } member) yield return member;
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
                _ => 4,
            };
        }
    }

    private static MemberInfo? Resolve(MethodBase method, int token)
    {
        try
        {
            return method.Module.ResolveMember(token, method.DeclaringType?.GetGenericArguments(), method.IsGenericMethod
                ? method.GetGenericArguments() : null);
        }
        catch (ArgumentException)
        {
            return null;    // a signature, or a member of an open generic type
        }
    }
}
