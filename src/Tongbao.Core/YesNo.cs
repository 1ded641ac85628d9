namespace Tongbao.Core;

/// <summary>标识: a yes/no flag in a request.</summary>
public enum YesNo { No, Yes }
