namespace Tongbao.Tests.Flows.Accp;

/// <summary>Given: users, open or on the way.</summary>
public sealed partial class AccpFlow
{
    /// <summary>A one-pixel picture.</summary>
    public const string Picture = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

    /// <summary>A person, open, with one debit card and the usual password.</summary>
    public async Task<Person> GivenUser(string user, string password = Password)
    {
        var person = Person.New(user);
        var (serial, token) = await GivenApplication(person);
        (await Verify(person, serial, token, await Sms(person.Phone), password)).Must();
        return person;
    }

    /// <summary>A person who proved the phone and applied; the code for the card is on its way.</summary>
    public async Task<(string Serial, string Token)> GivenApplication(Person person)
    {
        await GivenProvedPhone(person.BizUserId, person.Phone);
        var serial = Serial();
        var applied = (await When("acctmgr/openacct-apply-individual", PersonPapers(person, serial))).Must();
        return (serial, applied.Text("token")!);
    }

    public async Task GivenProvedPhone(string user, string phone)
    {
        await Account("regphone-verifycode-apply", new { user_id = user, reg_phone = phone });
        await Account("regphone-verifycode-verify", new { user_id = user, reg_phone = phone, verify_code = await Sms(phone) });
    }

    public async Task<AccpReply> Verify(Person person, string serial, string token, string? code, string password = Password) =>
        await When("acctmgr/openacct-verify-individual", new
        {
            user_id = person.BizUserId, txn_seqno = serial, token, verify_code = code, password = await Seal(password),
        });

    /// <summary>A company under review, its password set by the application.</summary>
    public async Task<(Person Boss, string Serial)> GivenCompanyInReview(string user)
    {
        var boss = Person.New(user);
        await GivenProvedPhone(user, boss.Phone);
        var serial = Serial();
        (await When("acctmgr/openacct-apply-enterprise", await CompanyPapers(boss, serial))).Must();
        return (boss, serial);
    }

    public async Task GivenPhotos(string user) => await Account("upload-photos", new
    {
        user_id = user, id_emblem = Picture, id_portrait = Picture, id_filetype = "png", unified_code = Picture,
            unified_code_filetype = "png",
    });

    /// <summary>A company, approved and open.</summary>
    public async Task<Person> GivenCompany(string user)
    {
        var (boss, _) = await GivenCompanyInReview(user);
        await GivenPhotos(user);
        await Sandbox.Review(App.Id, user, "approve");
        return boss;
    }

    public object PersonPapers(Person person, string serial) => new
    {
        user_id = person.BizUserId, txn_seqno = serial, txn_time = AccpClient.Stamp(), notify_url = Receiver.Url(),
        basicInfo = new
        {
            reg_phone = person.Phone, user_name = person.Name, id_type = "ID_CARD", id_no = person.IdNumber, id_exp = "99991231",
            address = "北京市东城区", occupation = "10",
        },
        linkedAcctInfo = new { linked_acctno = person.CardNo, linked_phone = person.Phone },
    };

    /// <param name="password">Null: the opening takes two steps.</param>
    public async Task<object> CompanyPapers(Person boss, string serial, string? password = Password) => new
    {
        user_id = boss.BizUserId, txn_seqno = serial, txn_time = AccpClient.Stamp(), notify_url = Receiver.Url(),
        basicInfo = new
        {
            reg_phone = boss.Phone, user_name = "某某有限公司", id_type = "UNIFIED_SOCIAL_CREDIT_CODE", id_no = $"91{boss.IdNumber[..15]}A",
            id_exp = "99991231", address = "北京市东城区", reg_email = "a@b.cn", password = password is null ? null : await Seal(password),
        },
        linkedAcctInfo = new
        {
            linked_acctno = $"3100{boss.Phone}1", linked_bankcode = "01040000", linked_brbankno = "104100000004",
            linked_acctname = "某某有限公司",
        },
        legalreptInfo = new
        {
            legalrept_name = boss.Name, legalrept_phone = boss.Phone, legalrept_idno = boss.IdNumber, legalrept_idexp = "99991231",
        },
        contactsInfo = new { contacts_name = "王五", contacts_phone = "13800000008" },
        basicAcctInfo = new { basicacct_bankcode = "01040000", basicacct_no = "310066000000000001" },
    };

    public async Task<string?> Status(string user) =>
        (await Account("query-userinfo", new { user_id = user })).Text("user_status");

    /// <param name="change">pause, resume, lock, unlock, reportLost or restore.</param>
    public Task ChangeState(string user, string change) => Sandbox.ChangeState(App.Id, user, change);

    public async Task<AccpReply> Judge(string user, string password) =>
        await When("acctmgr/validate-password", new { user_id = user, password = await Seal(password) });
}
