using Tongbao.Server.Catalog;
using Tongbao.Server.Wire;

namespace Tongbao.Server.Pages;

/// <summary>
/// What is wrong with a link or a form, as the person who followed it is told. Nothing of it says more than the link's sender may know.
/// </summary>
public sealed record PageProblem(int Status, string Zh, string En, string ZhHint, string EnHint, string? Code = null)
{
    public static readonly PageProblem Malformed = new(400, "链接不完整", "This link is incomplete",
        "链接的内容缺失或已损坏。请回到商户页面，重新发起操作。", "Part of the link is missing or damaged. Please go back to the merchant and start again.");

    public static readonly PageProblem UnknownApp = new(404, "商户不存在", "Unknown merchant",
        "链接所写的商户没有登记。", "The merchant that this link names is not registered here.");

    public static readonly PageProblem Forged = new(403, "链接签名不正确", "The signature of this link is wrong",
        "链接不是商户发出的，或途中被改动。请不要输入任何密码或验证码。",
            "The link did not come from the merchant, or was changed on its way. Do not enter any password or code.");

    public static readonly PageProblem Stale = new(410, "链接已过期", "This link has expired",
        "链接在 10 分钟内有效。请回到商户页面，重新发起操作。", "A link is good for 10 minutes. Please go back to the merchant and start again.");

    public static readonly PageProblem Used = new(409, "链接已被使用", "This link has been used already",
        "为了安全，每个链接只能打开一次。请回到商户页面，重新发起操作。", "For your safety each link opens once. Please go back to the merchant and start again.");

    public static readonly PageProblem NoSuchPage = new(404, "页面不存在", "There is no such page",
        "网址不完整或有误。请回到商户页面，重新发起操作。", "The address is incomplete or wrong. Please go back to the merchant and start again.");

    public static readonly PageProblem NoSession = new(404, "页面不存在", "There is no such page",
        "请回到商户页面，重新发起操作。", "Please go back to the merchant and start again.");

    public static readonly PageProblem SessionOver = new(410, "页面已过期", "This page has expired",
        "页面打开后 15 分钟内有效，未提交的内容没有生效。请回到商户页面，重新发起操作。",
            "A page is good for 15 minutes; what was not submitted has no effect. Please go back to the merchant and start again.");

    public static readonly PageProblem NoToken = new(403, "表单无法确认来源", "This form did not come from our page",
        "提交的表单不是本页面的。您的账户没有发生任何变化。", "What was submitted is not the form of this page. Nothing was changed.");

    public static readonly PageProblem StepTaken = new(409, "这一步已经提交过", "This step was submitted already",
        "重复提交没有生效。请重新打开页面，看看现在的状态。", "Submitting again had no effect. Open the page again to see how things stand.");

    public static readonly PageProblem Busy = new(503, "系统暂时不可用", "The service is not available for the moment",
        "请稍后再试。", "Please try again later.");

    public static readonly PageProblem Broken = new(500, "系统错误", "Something went wrong on our side",
        "请稍后再试。若已付款，请以商户的订单状态为准。", "Please try again later. If you have paid, the merchant's order tells how it stands.");

    public static PageProblem Of(LinkFault fault) => fault switch
    {
        LinkFault.UnknownApp => UnknownApp,
        LinkFault.Forged => Forged,
        LinkFault.Stale => Stale,
        _ => Malformed,
    };

    /// <summary>A refusal of the use case itself.</summary>
    public static PageProblem Of(Refusal refusal) =>
        new(422, Parts.FullWidth.Of(refusal.Zh), refusal.En, "操作没有完成。", "Nothing was done.", refusal.Code);
}
