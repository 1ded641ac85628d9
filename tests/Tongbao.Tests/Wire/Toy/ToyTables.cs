using Tongbao.Server.Catalog;

namespace Tongbao.Tests.Wire.Toy;

/// <summary>The tables of the toy, as a folder of catalog/ would have them: its methods, refusals, sets of accounts and values.</summary>
internal static class ToyTables
{
    /// <summary>By which it names the accounts of members.</summary>
    public const string Purse = "purse";

    public static readonly Tables Own = new(ToyWire.Wire, new Dictionary<string, string>
    {
        ["toy/errors.tbl"] = """
            BadSignature  forged  假冒  | forged
            MemberNotFound  no such person  没有此人  | no such person
            OrderExists  said otherwise before  前后不一  | said otherwise before
            MadeOnOtherWire  not by this door  不归此门  | not by this door
            *  no  不行  | no
            """,
        ["toy/accounts.tbl"] = $"Member  {Purse}  -  钱包",
        ["toy/enums.tbl"] = """
            OrderStatus
              Unpaid      open
              Failed      over
              Paid        good
              Refunded    back
              Closed      over-and-out
              InProgress  soon
            """,
        ["toy/paymethods.tbl"] = """
            SCAN_WEIXIN  flow=scan channel=vsp direction=in combine=yes validate=- returns=payInfo refund=origin group=no  扫码
              amount  cents  required  Amount  金额
            """,
        ["toy/topUp.api"] = """
            # 转入: a member puts money in by scanning
            kind     api
            command  DepositApply
            request
              ref  text       required  BizOrderNo  编号
              who  text       required  Member      会员
              fen  cents      required  Amount      金额
              by   payMethod  required  PayMethod   方式
              to   url        required  BackUrl     通知地址
            response
              no   text       required  OrderNo     订单号
              qr   text       optional  PayInfo     二维码
            told
              ref  text       required  BizOrderNo  编号
              fen  cents      required  Amount      金额
            """,
        ["toy/giveBack.api"] = """
            # 退款: what a member put in goes back
            kind     api
            command  Refund
            request
              ref  text   required  BizOrderNo     编号
              of   text   required  OriBizOrderNo  原编号
              who  text   required  Member         会员
              fen  cents  required  Amount         金额
            response
              no   text   required  OrderNo        订单号
            """,
        ["toy/look.api"] = """
            # 余额: what a member has
            kind     api
            command  QueryBalance
            request
              who  text       required  Member      会员
            response
              fen  cents      required  Total       余额
            """,
        ["toy/how.api"] = """
            # 状态: how an order stands
            kind     api
            command  GetOrderDetail
            request
              ref    text     required  BizOrderNo   编号
            response
              stands text     required  OrderStatus  状态
            """,
    });
}
