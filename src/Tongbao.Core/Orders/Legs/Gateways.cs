using Tongbao.Core.Platform;
using Tongbao.Core.Orders.Confirming;

namespace Tongbao.Core.Orders.Legs;

/// <summary>发卡机构 of the gateway (6.13), and on which of its pages: B2C or B2B (6.14).</summary>
public sealed record GatewayBank(string Code, string PayType, string Name);

/// <summary>网关支付: pay methods whose payer is led to another page to pay. 5.2.</summary>
public static class Gateways
{
    public const string Vsp = "GATEWAY_VSP", Wallet = "ALLINPAY_WALLET_H5", Instalment = "InstallmentPayment_H5";

    /// <summary>分期 takes orders of 600 to 50,000 yuan.</summary>
    public static readonly Cents InstalmentLeast = new(60_000), InstalmentMost = new(5_000_000);

    /// <summary>通联钱包: an order names an end at least a minute ahead, or ends after an hour.</summary>
    public static readonly TimeSpan WalletLeast = TimeSpan.FromMinutes(1), WalletLife = TimeSpan.FromMinutes(60);

    private const string GateId = "gateid", PayType = "paytype";
    private static readonly string[] PayTypes = ["B2C", "B2B"];

    /// <summary>网银种类: both may be named where the payer chooses the bank; the document prints a blank after the comma.</summary>
    public static IReadOnlyList<string> PayTypesOf(Leg leg) =>
        leg.More.TryGetValue(PayType, out var types) ? types.Clear.Split(',', StringSplitOptions.TrimEntries) : [];

    /// <summary>The bank that the order names, by the code of 6.13; the example of 5.2 writes it with a zero before it.</summary>
    public static string? BankOf(Leg leg) => leg.More.TryGetValue(GateId, out var bank) ? bank.Clear.TrimStart('0') : null;

    /// <summary>
    /// Does the payer still have to choose a bank? A page that was left can be come back to, so a chosen one counts only at the bank.
    /// </summary>
    public static bool WantsBank(Leg leg) => leg.Method == Vsp && (BankOf(leg) is null || leg.More.ContainsKey(ChosenHere));

    private const string ChosenHere = "bankChosen";

    public static Leg AtBank(Leg leg, string gateId, string payType) => leg with
    {
        More = new Dictionary<string, Secret>(leg.More) { [GateId] = new(gateId), [ChosenHere] = new(payType) },
    };

    public static bool Allows(Book book, Leg leg, string gateId, string payType) =>
        WantsBank(leg) && PayTypesOf(leg).Contains(payType)
            && book.Pay.GatewayBanks.Any(b => b.Code == gateId && b.PayType == payType);

    /// <summary>What a use of a gateway must be, of whichever method.</summary>
    public static Error? Check(Book book, PayUse use, DateTimeOffset? expires) => use.Method.Key switch
    {
        Vsp => CheckVsp(book, use),
        Instalment when use.Amount < InstalmentLeast || use.Amount > InstalmentMost =>
            Errors.InstalmentAmount.On($"PayMethod.{use.Method.Key}.Amount", use.Amount, Allowed.Between(InstalmentLeast, InstalmentMost)),
        Wallet when expires < book.Now + WalletLeast =>
            Errors.BadExpiry.On("OrderExpireDatetime", expires, Allowed.AtLeast(book.Now + WalletLeast)),
        _ => null,
    };

    private static Error? CheckVsp(Book book, PayUse use)
    {
        var types = use.More[PayType].Clear.Split(',', StringSplitOptions.TrimEntries);
        if (types.Length > PayTypes.Length || types.Distinct().Count() != types.Length || !types.All(PayTypes.Contains))
            return Errors.BadParameter.In(nameof(PayType)).On(null, string.Join(",", types), Allowed.OneOf(PayTypes));
        if (!use.More.TryGetValue(GateId, out var bank)) return null;
        if (types.Length != 1) return Errors.BadParameter.In(nameof(PayType)).On(null, string.Join(",", types), Allowed.OneOf(PayTypes));
        return book.Pay.GatewayBanks.Any(b => b.Code == bank.Clear.TrimStart('0') && b.PayType == types[0]) ? null
            : Errors.WrongBankCode;
    }

    /// <summary>
    /// The payer of a combined order has confirmed: what is inside is held; the bank is asked for, or still to be chosen.
    /// </summary>
    public static async ValueTask<Result> Confirm(Book book, Order order)
    {
        var result = await ConfirmOrder.Confirm(book, order, null);
        if (result.IsRefused) return result;
        if (WantsBank(order.ChannelLeg!))
        {
            book.Ask = null;
            await book.Outbox.StopAsking(order.No, ChannelOperation.Pay);
        }
        return new AtGateway((await book.Orders.Find(order.No.Value))!);
    }
}
