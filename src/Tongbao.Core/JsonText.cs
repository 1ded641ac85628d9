namespace Tongbao.Core;

/// <summary>JSON as it came, of which nothing is known but that it is JSON; it is given back as it came.</summary>
public sealed record JsonText(string Value);
