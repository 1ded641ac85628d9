namespace Tongbao.Core.Members;

/// <summary>实名认证: is there a person of this name and ID number?</summary>
public sealed record PersonAsk(BizUserId Member, string Name, IdNumber IdNumber) : Ask;

/// <summary>绑卡验证: are card, person and phone of one another? With a code, the second step of the modes that have one.</summary>
public sealed record CardAsk(BizUserId Member, CardBinding Binding, Secret? Expiry = null, Secret? Cvv2 = null, Secret? Code = null) : Ask;

/// <summary>企业认证: is the company what it says?</summary>
public sealed record CompanyAsk(BizUserId Member, Company Company) : Ask;
