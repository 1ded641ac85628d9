using Tongbao.Core.Members.Merchants;

namespace Tongbao.Core.Members.Yst2;

/// <summary>终端信息管理 (云商通二代 7.1): reports a terminal that scans the buyer's code, changes it, takes it back, or shows it.</summary>
public sealed record ManageTerminal(string? OrgId, string MerchantNo, string TermNo, string Operation, string? DeviceType, string? TermSn,
    string? TermState, string? TermAddress) : Command
{
    private const int TermNoLength = 8;
    private const string Add = "00", Change = "01", Cancel = "02";

    /// <summary>已启用, where no state is sent.</summary>
    private const string InUse = "00";

    public override async ValueTask<Result> Run(Book book)
    {
        if (TermNo.Length != TermNoLength || TermNo.Any(c => !char.IsAsciiDigit(c))) return Errors.BadParameter.In(nameof(TermNo));
        if (await book.Merchants.Find(MerchantNo) is not { } merchant) return Errors.TerminalMerchantUnknown;
        var known = await book.VspTerminals.Find(TermNo);
        if (Operation == Add)
            return known is not null ? Errors.TerminalKnown
                : Save(book, new VspTerminal(TermNo, merchant.Member, OrgId, MerchantNo, book.No, book.Now));
        if (known is null || known.VspCusid != MerchantNo) return Errors.TerminalUnknown;
        if (Operation == Change) return Save(book, known);
        if (Operation == Cancel) book.VspTerminals.Remove(known);
        return Shown.Of(known);
    }

    /// <summary>What is not sent stays as it is.</summary>
    private Shown Save(Book book, VspTerminal terminal)
    {
        var before = terminal.Report ?? new TerminalReport(null, null, InUse, null);
        var now = terminal with
        {
            VspMerchantid = OrgId ?? terminal.VspMerchantid,
            Report = new TerminalReport(DeviceType ?? before.DeviceType, TermSn ?? before.SerialNo, TermState ?? before.State,
                TermAddress ?? before.Address),
        };
        book.VspTerminals.Save(now);
        return Shown.Of(now);
    }

    public sealed record Shown(string? OrgId, string MerchantNo, string AppId, string TermNo, string? DeviceType, string? TermSn,
        string? TermState, string? TermAddress) : Reply
    {
        public string RetCode => "SUCCESS";

        public static Shown Of(VspTerminal t) => new(t.VspMerchantid, t.VspCusid, t.Appid, t.VspTermid, t.Report?.DeviceType,
            t.Report?.SerialNo, t.Report?.State, t.Report?.Address);
    }
}
