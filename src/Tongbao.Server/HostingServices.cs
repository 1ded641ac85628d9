using Tongbao.Core.Orders.Closing;
using Tongbao.Core.Orders.Payments;
using Tongbao.Core.Orders.Settling;
using Tongbao.Core.Orders.Settling.Files;
using Tongbao.Core.Platform;
using Tongbao.Server.Apps;
using Tongbao.Server.Catalog;
using Tongbao.Server.Channels;
using Tongbao.Server.Files;
using Tongbao.Server.Pages;
using Tongbao.Server.Pages.Certification;
using Tongbao.Server.Pages.Members;
using Tongbao.Server.Pages.Payment;
using Tongbao.Server.Pages.Signing;
using Tongbao.Server.Sandbox;
using Tongbao.Server.Sandbox.Description;
using Tongbao.Server.Sandbox.Docs;
using Tongbao.Server.Security;
using Tongbao.Server.Store;
using Tongbao.Server.Wire;
using Tongbao.Server.Wire.Accp;
using Tongbao.Server.Wire.Tsy2;
using Tongbao.Server.Wire.Yst2;
using Tongbao.Server.Work;
using Tongbao.Simulators;

namespace Tongbao.Server;

/// <summary>The services of the server, room by room.</summary>
public static partial class Hosting
{
    private static void AddServices(IServiceCollection services, ServerOptions options, Vault vault, IStore store)
    {
        services.AddSingleton(options).AddSingleton(vault).AddSingleton(store);
        services.AddSingleton<TimeProvider>(s => s.GetRequiredService<VirtualClock>());
        services.AddSingleton<PublicUrl>().AddSingleton<Catalogue>().AddSingleton<FileLinks>().AddSingleton<FileEndpoint>()
            .AddSingleton<DayFileWriter>().AddSingleton<Core.Recon.IDayFileWriter>(s => s.GetRequiredService<DayFileWriter>())
            .AddSingleton<IEnvironment, CoreEnvironment>();
        services.AddSingleton<Teller>().AddSingleton<QueryRunner>().AddSingleton<Blobs>().AddSingleton<Asker>()
            .AddSingleton<SplitUploads>().AddSingleton<IBulkWork, WorkSplitFile>()
            .AddSingleton<PasswordHashes>();
        services.AddSingleton<IKeyKind, RsaKeyKind>().AddSingleton<KeyKinds>().AddSingleton<SpokenWires>();
        services.AddSingleton(s => new AppRegistry(s.GetRequiredService<IStore>(), s.GetRequiredService<Teller>(), TimeProvider.System,
            s.GetRequiredService<KeyKinds>()));
        services.AddSingleton<Wires>().AddSingleton<Core.Orders.IKeptContents, KeptContents>().AddSingleton<RefusedRequests>()
            .AddSingleton(new Decryptions(TimeProvider.System))
            .AddSingleton<Masking>();
        services.AddSingleton<WorkSignal>().AddSingleton<NoticeSender>().AddSingleton<NoticeTurn>().AddSingleton<NoticeLanes>()
            .AddSingleton<Hand>().AddSingleton<Leases>().AddSingleton<DayJobs>().AddSingleton<Agenda>().AddSingleton<Bulk>()
            .AddSingleton<Upcoming>().AddSingleton<ClockMover>().AddSingleton<ClockStart>().AddSingleton<HolidayWatch>()
            .AddSingleton<BlockSealer>();
        services.AddHostedService<Background>();
        services.AddChannelWork().AddSigningWork().AddOnboardingWork();
        services.AddSingleton(CloseOrder.Daily).AddSingleton(ForgetBlob.Daily).AddSingleton(ShortLived.Daily);
        services.AddSingleton<Freshness>().AddSingleton<IBulkWork, SettleOrders>();
        Tsy2Wire.AddTo(services);
        AccpWire.AddTo(services);
        Yst2Wire.AddTo(services);
        AddPages(services);
        services.AddSingleton<AppAdmin>().AddSingleton<IdentityAdmin>().AddSingleton<Verifier>();

        services.AddSingleton<IMemory, SimulatorMemory>().AddSingleton<ChannelSimulator>().AddSingleton<CardSimulator>()
            .AddSingleton<TerminalSimulator>();
        services.AddSingleton(new TestCodes(FixedCodes.OfPayments, options.IsSandbox ? FixedCodes.OfWires : FixedCodes.None));
        services.AddSingleton<SandboxRegistry>().AddSingleton<IRegistry>(s => s.GetRequiredService<SandboxRegistry>())
            .AddSingleton<PersonRegister>().AddSingleton<CompanyRegister>().AddSingleton<RegisterSimulator>()
            .AddSingleton<SimulatedRegisters>();
        services.AddSingleton<SimulatedChannel>().AddSingleton<IChannel>(s => s.GetRequiredService<SimulatedChannel>()).AddPlannedReports();
        services.AddSingleton<DayFileViews>().AddSingleton<Explainer>().AddSingleton<TerminalControl>().AddSingleton<ClockControl>()
            .AddSingleton<SandboxAccess>().AddSingleton<ReferencePages>();
        SandboxApi.AddTo(services);

        services.AddOpenApi("openapi", ApiDescription.Write);
        services.AddProblemDetails();
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);    // UnfitRequests explains what was wrong
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
            o.SerializerOptions.AllowDuplicateProperties = false;
            // A misspelt member would be ignored silently, and with it a setting, a match or an amount.
            o.SerializerOptions.UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow;
            o.SerializerOptions.RespectRequiredConstructorParameters = true;
            o.SerializerOptions.MaxDepth = 32;
        });
        services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(30));
    }

    private static void MapPages(WebApplication app)
    {
        app.Services.GetRequiredService<PageEndpoint>().Map(app);
        app.Services.GetRequiredService<SigningPages>().Map(app);
        app.Services.GetRequiredService<CertificationPages>().Map(app);
        app.Services.GetRequiredService<BackFromBank>().Map(app);
        PageFiles.Map(app);
    }

    /// <summary>托管页面: registers one class per page. Page texts are written as UTF-8, not as HTML entities.</summary>
    private static void AddPages(IServiceCollection services)
    {
        services.AddSingleton(System.Text.Encodings.Web.HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All));
        services.AddSingleton<PageRenderer>().AddSingleton<PageGuard>().AddSingleton<PageLinks>().AddSingleton<PageEndpoint>()
            .AddSingleton<BackFromBank>().AddSingleton<OrderReturns>().AddSingleton<SigningPages>()
            .AddSingleton<IPageAddresses>(s => s.GetRequiredService<PageLinks>());
        services.AddSingleton<WayToBank>().AddSingleton<HostedPage, FrontTransPage>().AddSingleton<HostedPage, PayOrderPage>();
        services.AddSingleton<HostedPage, SetPayPwdPage>().AddSingleton<HostedPage, ResetPayPwdPage>()
            .AddSingleton<HostedPage, UpdatePayPwdPage>();
        services.AddSingleton<HostedPage, UpdatePhoneByPayPwdPage>().AddSingleton<HostedPage, SignContractPage>();
        services.AddSingleton<CertificationPages>();
        services.AddSingleton<SimulatedOrders>().AddSingleton<SimulatedPages>().AddSingleton(ForgetSession.Daily);
    }
}
