namespace Tongbao.Tests.Running;

/// <summary>Files of the repository that the tests make: compared as a rule, written anew where TONGBAO_REWRITE is set.</summary>
public static class Rewrite
{
    public static bool IsAsked { get; } = Environment.GetEnvironmentVariable("TONGBAO_REWRITE") is { Length: > 0 };

    public static void MustBe(string file, string text)
    {
        if (IsAsked)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
        Assert.True(File.Exists(file), $"there is no {file}; TONGBAO_REWRITE=1 writes it");
        Assert.True(File.ReadAllText(file) == text, $"{file} is not what it would be now; TONGBAO_REWRITE=1 writes it anew\n{text}");
    }
}
