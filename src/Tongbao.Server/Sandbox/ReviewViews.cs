using System.ComponentModel.DataAnnotations;

namespace Tongbao.Server.Sandbox;

/// <param name="Kind">What is reviewed: company, opening, papers and others; may be left out where only one review waits.</param>
/// <param name="RejectItems">The fields that are refused, by their names on the wire.</param>
public sealed record Review([property: AllowedValues("approve", "reject")] string Result, string? Reason = null,
    string? Kind = null, IReadOnlyList<string>? RejectItems = null);

public sealed record ReviewView([property: AllowedValues("approved", "rejected")] string Status);
