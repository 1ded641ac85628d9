namespace Tongbao.Core;

/// <summary>错误码: why a request was refused. One row a reason; a column a wire (通商云 chapter 7).</summary>
/// <param name="Tsy2">The code on the 通商云 2.0 wire.</param>
public sealed record Error(string Tsy2, string Zh, string En)
{
    /// <summary>What <see cref="About"/> named; a nested field with its path.</summary>
    public string? What { get; init; }

    /// <summary>Which property, what was sent for it, what is allowed; null where the row says all there is.</summary>
    public Detail? Detail { get; init; }

    /// <summary>The same refusal with words of its own, where the source prints some, or where a hint helps.</summary>
    public Error Saying(string zh) => this with { Zh = zh };

    /// <summary>The refusal with the name of what was wrong: a field, an account, a method.</summary>
    public Error About(string what) => this with { Zh = $"{Zh}: {what}", What = what };

    /// <summary>The refusal of something that stands within something else: its name gets the path.</summary>
    public Error Within(string outer) => What is null ? this : this with { Zh = $"{Zh[..^What.Length]}{outer}.{What}", What = $"{outer}.{What}" };

    /// <summary>The refusal with its details as values.</summary>
    /// <param name="property">As the use case names it; a nested one with its path: Split[0].Split[1].Amount.</param>
    public Error On(string? property, object? sent = null, Allowed? allowed = null) => this with { Detail = new Detail(property, sent, allowed) };

    /// <summary>What it is goes by its row; the details say only what it is about.</summary>
    public bool Equals(Error? other) => other is not null && (Tsy2, Zh, En) == (other.Tsy2, other.Zh, other.En);

    public override int GetHashCode() => HashCode.Combine(Tsy2, Zh, En);
}

/// <summary>拒绝的细节: values alone; each wire says them in its own names and words.</summary>
/// <param name="Property">Null where the one who refuses has named the field by <see cref="Error.About"/>.</param>
public sealed record Detail(string? Property, object? Sent = null, Allowed? Allowed = null);

/// <summary>允许的值: what would have been taken.</summary>
public abstract record Allowed
{
    private Allowed() { }

    public sealed record One(object Value) : Allowed;
    public sealed record Some(IReadOnlyList<string> Values) : Allowed;

    /// <summary>Null: no bound on that side.</summary>
    public sealed record Range(object? Least, object? Most) : Allowed;

    /// <summary>What only words can say.</summary>
    public sealed record Words(string Zh, string En) : Allowed;

    public static Allowed Just(object value) => new One(value);
    public static Allowed OneOf(IEnumerable<string> values) => new Some([.. values]);
    public static Allowed AtLeast(object least) => new Range(least, null);
    public static Allowed AtMost(object most) => new Range(null, most);
    public static Allowed Between(object least, object most) => new Range(least, most);

    /// <summary>金额: from one fen to what books can hold.</summary>
    public static readonly Allowed Sum = new Range(new Cents(1), new Cents(Cents.LargestSum));
}

/// <summary>错误码表: every refusal there is, in the order of chapter 7 of 通商云 2.0.</summary>
public static class Errors
{
    public static readonly Error BadParameter = new("10000", "参数错误", "Parameter error");
    public static readonly Error ParameterMissing = new("10001", "参数不能为空", "Parameter must not be empty");
    public static readonly Error UnknownService = new("10002", "参数 service 错误", "Parameter service is wrong");
    public static readonly Error UnknownMethod = new("10003", "参数 method 错误", "Parameter method is wrong");
    public static readonly Error ParameterTooLong = new("10004", "参数长度超长", "Parameter is too long");
    public static readonly Error AppNotFound = new("20000", "应用不存在", "Application does not exist");
    public static readonly Error ApplicationHasNotOpenedB2CMode = new("20001", "应用没有开通 B2C 模式", "Application has not opened the B2C mode");
    public static readonly Error ApplicationHasNotOpenedCrossApplicationTrans = new("20002", "应用没有开通跨应用转账", "Application has not opened cross-application transfer");
    public static readonly Error NotPermitted = new("20003", "应用没有权限使用此接口", "Application has no permission for this interface");
    public static readonly Error UserHasNotOpenedPaymentConfirmationByPasswor = new("20004", "用户没有开通密码确认支付", "User has not opened payment confirmation by password");
    public static readonly Error UserHasNotOpenedThreeElementCardBinding = new("20005", "用户没有开通三要素绑卡", "User has not opened three-element card binding");
    public static readonly Error DecodingFailed = new("20006", "解码错误", "Decoding error");
    public static readonly Error TooManyCards = new("20007", "超了个人绑卡设置的数量", "Number of cards a person may bind exceeded");
    public static readonly Error PersonalCardNotAllowed = new("20008", "小 B 绑个人卡权限没有开启或设置", "Permission for a small-b member to bind a personal card is not opened or set");
    public static readonly Error ChannelMerchantInformationError = new("20009", "渠道商户信息错误", "Channel merchant information error");
    public static readonly Error WrongPassword = new("20010", "密码错误", "Wrong password");
    public static readonly Error WrongCode = new("20011", "验证码错误", "Wrong verification code");
    public static readonly Error DocumentTypeNotSupported = new("20012", "不支持的证件类型", "Document type not supported");
    public static readonly Error SourceNotSupported = new("20013", "不支持的请求来源(如手机、PC)", "Request source not supported (e.g. mobile, PC)");
    public static readonly Error WrongBankCode = new("20014", "银行代码错误", "Wrong bank code");
    public static readonly Error BadExpiry = new("20015", "过期时间设置错误", "Expiry time set wrongly");
    public static readonly Error EncryptionFailed = new("20016", "加密失败", "Encryption failed");
    public static readonly Error DecryptionFailed = new("20017", "解密失败", "Decryption failed");
    public static readonly Error SigningFailed = new("20018", "签名失败", "Signing failed");
    public static readonly Error BadSignature = new("20019", "签名验证失败", "Signature verification failed");
    public static readonly Error CardNotForPayout = new("20020", "该银行卡不支持提现或代付/解码错误", "This bank card does not support withdrawal or agent pay / decoding error");
    public static readonly Error CacheOperationError = new("20021", "缓存操作错误", "Cache operation error");
    public static readonly Error DuplicateSerial = new("20022", "请求流水重复", "Duplicate request serial number");
    public static readonly Error BadUserId = new("20023", "商户系统用户标识错误", "Merchant user id is wrong");
    public static readonly Error MemberExists = new("30000", "用户已经存在", "User already exists");
    public static readonly Error MemberNotFound = new("30001", "用户不存在", "User does not exist");
    public static readonly Error MemberLocked = new("30002", "用户已经被锁", "User is locked");
    public static readonly Error UserAlreadyActivated = new("30003", "用户已经激活", "User already activated");
    public static readonly Error UserAlreadyDeveloper = new("30004", "用户已经是开发者", "User is already a developer");
    public static readonly Error UserNotDeveloper = new("30005", "用户不是开发者", "User is not a developer");
    public static readonly Error WrongMemberType = new("30006", "用户类型不正确", "Wrong user type");
    public static readonly Error RealNameAlreadySet = new("30007", "用户已经实名认证", "User already real-name verified");
    public static readonly Error RealNameNotSet = new("30008", "用户还未实名认证", "User not yet real-name verified");
    public static readonly Error RealNameRefused = new("30009", "验证实名信息失败", "Real-name verification failed");
    public static readonly Error UserHasAlreadySetLoginSMSNotification = new("30010", "用户已经设置登录短信通知", "User has already set login SMS notification");
    public static readonly Error UserHasAlreadySetLoginMailNotification = new("30011", "用户已经设置登录邮箱通知", "User has already set login e-mail notification");
    public static readonly Error IdCardRefused = new("30012", "身份证验证失败", "ID card verification failed");
    public static readonly Error WrongTemplateType = new("30013", "模板类型错误", "Wrong template type");
    public static readonly Error CardBindingFailed = new("30014", "绑定银行卡失败", "Binding the bank card failed");
    public static readonly Error UnbindingBankCardFailed = new("30015", "解绑银行卡失败", "Unbinding the bank card failed");
    public static readonly Error CardBindingNotFound = new("30016", "银行卡绑定记录不存在", "Bank card binding record does not exist");
    public static readonly Error CardAlreadyBound = new("30017", "该银行卡已绑定", "Bank card already bound");
    public static readonly Error WrongAccountSet = new("30018", "账户集错误", "Wrong account set");
    public static readonly Error AccountSetNotFound = new("30019", "账户集不存在", "Account set does not exist");
    public static readonly Error MailAlreadyExists = new("30020", "邮箱已经存在", "E-mail already exists");
    public static readonly Error PhoneNotBound = new("30021", "未绑定手机", "Phone not bound");
    public static readonly Error MemberNotAvailable = new("30022", "用户不可用", "User not available");
    public static readonly Error CompanyAlreadyReviewed = new("30023", "企业会员已审核", "Enterprise member already reviewed");
    public static readonly Error PhoneAlreadyBound = new("30024", "已绑定手机", "Phone already bound");
    public static readonly Error SafeCardMustBeDebit = new("30025", "安全卡必需是借记卡", "A safe card must be a debit card");
    public static readonly Error SafeCardExists = new("30026", "安全卡已存在", "Safe card already exists");
    public static readonly Error SafeCardStays = new("30027", "安全卡不可解绑", "Safe card cannot be unbound");
    public static readonly Error SafeCardRefused = new("30028", "设置安全卡失败", "Setting the safe card failed");
    public static readonly Error SafeCardMissing = new("30029", "未设置安全卡不能提现", "No safe card set, cannot withdraw");
    public static readonly Error CompanyInfoNotSet = new("30030", "未设置企业信息", "Company information not set");
    public static readonly Error PaymentPasswordAlreadySet = new("30031", "支付密码已设置", "Payment password already set");
    public static readonly Error PayPasswordNotSet = new("30032", "支付密码未设置", "Payment password not set");
    public static readonly Error PayPasswordLocked = new("30033", "支付密码错误超限制", "Too many payment password errors");
    public static readonly Error BankCardSigningVerificationNotComplete = new("30034", "银行卡未完成签约认证", "Bank card signing verification not complete");
    public static readonly Error RealNameVerificationAlreadyDone = new("30035", "已进行实名认证", "Real-name verification already done");
    public static readonly Error MemberSecurityLevelNotSet = new("30036", "未设置会员安全等级", "Member security level not set");
    public static readonly Error MemberSecurityLevelTooLowThisOperation = new("30037", "会员安全等级低,不支持当前操作", "Member security level too low for this operation");
    public static readonly Error RealNamePayRecordMissing = new("30038", "该条实名付记录不存在或者已经确认", "This real-name pay record does not exist or is already confirmed");
    public static readonly Error RealNamePayNotVerified = new("30039", "银行卡未完成实名付验证", "Bank card has not completed real-name pay verification");
    public static readonly Error WrongCardType = new("30040", "卡类型不正确", "Wrong card type");
    public static readonly Error BankCardHasNoBoundPhoneNumber = new("30041", "银行卡未绑定手机号", "Bank card has no bound phone number");
    public static readonly Error EnterpriseVerificationFailed = new("30042", "企业认证失败", "Enterprise verification failed");
    public static readonly Error MemberHasAlreadySignedAgreement = new("30043", "会员已签订电子协议", "Member has already signed the e-agreement");
    public static readonly Error CardNotFound = new("30044", "该银行卡不存在", "This bank card does not exist");
    public static readonly Error CardNotBound = new("30045", "该银行卡未绑定", "This bank card is not bound");
    public static readonly Error ContractNotSigned = new("30046", "会员未签订电子协议", "Member has not signed the e-agreement");
    public static readonly Error CardNotSupported = new("30047", "暂不支持该银行卡", "This bank card is not supported at present");
    public static readonly Error MemberHasNotOpenedWealthManagementAccount = new("30048", "会员未开通理财账户", "Member has not opened a wealth-management account");
    public static readonly Error CardBinUnknown = new("30049", "卡 bin 在卡 bin 表中不存在", "Card bin not in the card-bin table");
    public static readonly Error CompanyNotReviewed = new("30050", "企业会员未审核", "Enterprise member not reviewed");
    public static readonly Error AccountSetNotReadable = new("30051", "账户集不支持查询", "Account set does not support queries");
    public static readonly Error BalanceTransferAgreementAlreadySigned = new("30052", "余额转账协议已签约", "Balance-transfer agreement already signed");
    public static readonly Error BalancePaymentAgreementDoesNotExist = new("30053", "余额支付协议不存在", "Balance-payment agreement does not exist");
    public static readonly Error AgreementInformationDoesNotMatch = new("30054", "协议信息不匹配", "Agreement information does not match");
    public static readonly Error AgreementAlreadyTerminatedNoNeedTerminate = new("30055", "协议为解约状态,无需解约", "Agreement already terminated, no need to terminate");
    public static readonly Error WrongAgreementState = new("30056", "协议状态错误", "Wrong agreement state");
    public static readonly Error UserAndApplicationDoNotMatch = new("30057", "用户应用不匹配", "User and application do not match");
    public static readonly Error PayeeNotFound = new("30058", "收款人不存在", "Receiver does not exist");
    public static readonly Error PayeeIsPlatform = new("30059", "收款人不能为平台", "Receiver cannot be the platform");
    public static readonly Error ThisPrivilegedMemberHasNoPermissionCall = new("30060", "该特权会员没有调用权限", "This privileged member has no permission to call");
    public static readonly Error OrderNotFound = new("40000", "订单不存在", "Order does not exist");
    public static readonly Error GoodsTypeDoesNotMatch = new("40001", "商品类型不匹配", "Goods type does not match");
    public static readonly Error OrderError = new("40002", "订单错误", "Order error");
    public static readonly Error OrderExpired = new("40003", "订单已过期", "Order expired");
    public static readonly Error OrderNotUnpaid = new("40004", "订单不是未支付状态", "Order is not in unpaid state");
    public static readonly Error LegsDoNotSum = new("40005", "订单金额和支付金额不一致", "Order amount and payment amount differ");
    public static readonly Error PaymentFailed = new("40006", "支付失败", "Payment failed");
    public static readonly Error GoodsAlreadyExist = new("40007", "商品已存在", "Goods already exist");
    public static readonly Error GoodsTypeUnknown = new("40008", "商品类型不存在", "Goods type does not exist");
    public static readonly Error NoChannel = new("40009", "没有可用的支付通道", "No payment channel available");
    public static readonly Error TradeCodeUnknown = new("40010", "交易类型不存在", "Transaction type does not exist");
    public static readonly Error ReserveFeeShort = new("40011", "准备金账户手续费不足", "Reserve account fee insufficient");
    public static readonly Error CreditCardNotSupported = new("40012", "不支持信用卡", "Credit cards not supported");
    public static readonly Error RecordingGoodsFailed = new("40013", "商品录入失败", "Recording the goods failed");
    public static readonly Error BalanceShort = new("40014", "账户余额不足", "Account balance insufficient");
    public static readonly Error TradeRule = new("40015", "交易规则限制", "Transaction rule limit");
    public static readonly Error FeeExceedsAmount = new("40016", "手续费大于金额", "Fee greater than the amount");
    public static readonly Error OrderExists = new("40017", "订单已经存在", "Order already exists");
    public static readonly Error WrongOrderType = new("40018", "订单类型错误", "Wrong order type");
    public static readonly Error WrongOrderState = new("40019", "订单状态错误", "Wrong order state");
    public static readonly Error WrongAmount = new("40020", "订单金额错误", "Wrong order amount");
    public static readonly Error StrongRealNameVerificationError = new("40021", "强实名认证错误", "Strong real-name verification error");
    public static readonly Error OrderNotOfMember = new("40022", "订单和用户不匹配", "Order and user do not match");
    public static readonly Error WrongRefundType = new("40023", "退款类型 refundType 取值有误", "Wrong refundType value");
    public static readonly Error NoPayChannelConfigured = new("40025", "应用的支付通道配置不存在", "Payment channel configuration of the application does not exist");
    public static readonly Error PayMethodNotOpened = new("40025", "没有支付权限", "No payment permission");
    public static readonly Error WithdrawMethodMissing = new("40027", "没有设置提现支付方式", "Withdrawal payment method not set");
    public static readonly Error WrongValidateType = new("40027", "交易验证方式错误", "Wrong transaction validation type");
    public static readonly Error BadUrl = new("40029", "URL 格式错误", "Wrong URL format");
    public static readonly Error AccountingSubjectOutgoingPaymentChannelNotCo = new("40030", "出金支付通道会计科目未配置", "Accounting subject of the outgoing payment channel not configured");
    public static readonly Error FeeNotSet = new("40031", "手续费未设置", "Fee not set");
    public static readonly Error ChannelBankNotSet = new("40032", "通道银行未设置", "Channel bank not set");
    public static readonly Error ConfirmedTwice = new("40033", "订单确认重复", "Order confirmed twice");
    public static readonly Error PayMethodsDoNotCombine = new("40034", "支付通道属性不匹配", "Payment channel attributes do not match");
    public static readonly Error WithdrawalSupportsOnlyT0AndT1 = new("40035", "提现只支持 T0T1", "Withdrawal supports only T0 and T1");
    public static readonly Error UnionBankMissing = new("40036", "缺少支付行号", "Bank number missing");
    public static readonly Error BadUnionBank = new("40037", "支付行号格式错误", "Wrong bank number format");
    public static readonly Error NotRefundable = new("40039", "原订单不支持退款,请联系商户处理", "Original order does not support refunds, contact the merchant");
    public static readonly Error CollectShort = new("40040", "代收订单金额不足", "Collection order amount insufficient");
    public static readonly Error OriginalNotPaid = new("40041", "原订单未完成支付,无法发起退款", "Original order not paid, refund not possible");
    public static readonly Error WithdrawTypeUnknown = new("40042", "该提现方式不支持", "This withdrawal type is not supported");
    public static readonly Error WithdrawTypeNotPermitted = new("40043", "该提现方式没有权限", "No permission for this withdrawal type");
    public static readonly Error BadDate = new("40044", "日期格式有误", "Wrong date format");
    public static readonly Error DailyCountExceeded = new("40045", "风控超限单日累计笔数", "Risk control: daily count exceeded");
    public static readonly Error SingleAmountExceeded = new("40046", "风控限制订单单笔金额", "Risk control: single order amount limit");
    public static readonly Error DailyAmountExceeded = new("40047", "风控超限单日累计金额", "Risk control: daily amount exceeded");
    public static readonly Error AvailableShort = new("50001", "账户余额不足", "Account balance insufficient");
    public static readonly Error AccountFrozen = new("50002", "账户已冻结", "Account is frozen");
    public static readonly Error FrozenShort = new("50003", "冻结余额不足", "Frozen amount insufficient");
    public static readonly Error FreezeNotFound = new("50004", "冻结记录不存在", "Freeze record does not exist");
    public static readonly Error MemberAndAccountTypeInternalAccountDoNotAgre = new("50005", "内部账户对应的会员或账户类型不一致", "Member and account type of the internal account do not agree");
    public static readonly Error AccountNotFound = new("50006", "账户不存在", "Account does not exist");
    public static readonly Error NothingToDo = new("9000", "其他错误", "Other error");
    public static readonly Error UnknownError = new("9100", "未知错误", "Unknown error");
    public static readonly Error StoreUnavailable = new("9200", "数据库错误", "Database error");
    public static readonly Error ChannelError = new("9300", "外部错误", "External error");
    public static readonly Error TimedOut = new("9400", "请求超时", "Request timeout");
    public static readonly Error HTTPCommunicationErrorCommunicationFailedOrR = new("9500", "http 通信错误(通信过程出错或返回码不为 200)", "HTTP communication error (communication failed or return code not 200)");
    public static readonly Error WanxiaobaoHttp = new("9501", "万小宝外部接口 http 通信过程出错", "Wanxiaobao external interface: HTTP communication failed");
    public static readonly Error WanxiaobaoStatus = new("9502", "万小宝外部接口 http 返回码不为 200", "Wanxiaobao external interface: HTTP return code not 200");
    public static readonly Error WanxiaobaoDownload = new("9600", "万小宝文件下载失败", "Wanxiaobao file download failed");
    public static readonly Error SystemError = new("9999", "系统错误", "System error");
}
