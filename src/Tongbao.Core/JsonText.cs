namespace Tongbao.Core;

/// <summary>JSON text that is stored and returned exactly as it was sent. Its content is not interpreted.</summary>
public sealed record JsonText(string Value);
