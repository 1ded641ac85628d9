namespace Tongbao.Core;

/// <summary>The result of a use case: a reply, or the row of <see cref="Errors"/> that says why it was refused.</summary>
public readonly struct Result
{
    private Result(Reply? reply, Error? error) => (Reply, Error) = (reply, error);

    public Reply? Reply { get; }
    public Error? Error { get; }
    public bool IsRefused => Error is not null;

    public static implicit operator Result(Reply reply) => new(reply, null);
    public static implicit operator Result(Error error) => new(null, error);
}

/// <summary>The facts of a reply. Each wire renders them under its own names.</summary>
public abstract record Reply;

/// <summary>A reply that says only that the request was done.</summary>
public sealed record Done : Reply
{
    public static readonly Done It = new();
}

/// <summary>受理阶段: how far an accepted request has come.</summary>
public enum ReplyStage { Done, CodeNeeded, CheckNeeded, Accepted }

/// <summary>A reply that may say that more is needed: a code, or a second check.</summary>
public interface IStagedReply
{
    ReplyStage Stage { get; }
}

/// <summary>A reply whose changes stay although the caller is told a refusal.</summary>
public interface IRefusedReply
{
    /// <summary>Null where nothing is refused.</summary>
    Error? Refusal { get; }
}
