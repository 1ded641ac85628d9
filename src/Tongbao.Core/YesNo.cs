namespace Tongbao.Core;

/// <summary>标识: a flag as a request sends it.</summary>
public enum YesNo { No, Yes }
