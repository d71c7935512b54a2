using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;

namespace RingCentralAD.Core.Tests.Running.Configuration;

/// <summary>A hub in which everything is set that can be set, with people and what only the hub keeps beside it.</summary>
internal static class FullHub
{
    private static readonly string s_certificate = Certificate("sp");

    public const string Staff = "5f3a0000-0000-0000-0000-000000000001";
    public const string Users = "5f3a0000-0000-0000-0000-000000000002";

    public static async Task<IHubStore> CreateAsync(HubLocation location, TimeProvider time, CancellationToken token)
    {
        IHubStore hub = await NewHub.CreateAsync(location, "Contoso “Ltd” Zürich", time, token);
        await hub.WriteAsync(
            async transaction =>
            {
                HubIdentity identity = await transaction.GetIdentityAsync(token);
                await transaction.SetAsync(
                    identity with
                    {
                        AccountId = "400100",
                        ProvisioningConfirmed = true,
                        Account = new AccountSettings
                        {
                            Server = new Uri("https://platform.example.com"), ClientId = "app", ClientSecretFrom = "vault:RingCentral/secret", JwtFrom = "file:/etc/rc/jwt", Proxy = new Uri("http://proxy:3128"),
                            ProxyUserName = "svc", ProxyPasswordFrom = "env:PROXY", ProxyUseDefaultCredentials = true, CaCertificate = "/etc/ca.pem",
                        },
                    },
                    token);
                await transaction.SaveAsync([Directory(time), new DirectoryEntry { Id = Ids.New(time), Name = "sales.ldif", Kind = DirectoryKind.Ldif, DomainKey = "dc=sales", Settings = new DirectorySettings { Servers = ["/srv/sales.ldif"] } }], token);
                DirectoryEntry contoso = (await transaction.FindAsync(new Filter<DirectoryEntry>().Equal(row => row.Name, "contoso.com"), token))!;
                await transaction.SaveAsync(
                    [
                        new DirectoryContainer(contoso.Id, Staff, null, "OU=Staff,DC=contoso,DC=com"),
                        new DirectoryContainer(contoso.Id, "5f3a0000-0000-0000-0000-000000000003", Staff, "OU=Service,OU=Staff,DC=contoso,DC=com"),
                    ],
                    token);
                await transaction.SaveAsync([new HubAttribute { Name = "extension", DisplayName = "Nebenstelle", MinLength = 1, MaxLength = 8, Required = false, Custom = true }, new HubAttribute { Name = "badge", DisplayName = "badge", Type = HubAttributeType.Integer, Custom = true }], token);
                await transaction.SaveAsync(
                    [
                        new AttributeMapping { Direction = MappingDirection.AdToHub, DirectoryId = contoso.Id, Target = "login", Expression = "appuser.userPrincipalName" },
                        new AttributeMapping { Direction = MappingDirection.AdToHub, DirectoryId = contoso.Id, Target = "extension", Expression = "Phone.extension(appuser.telephoneNumber)", Apply = MappingApply.CreateOnly, WhenEmpty = EmptyValue.Clear },
                        new AttributeMapping { Direction = MappingDirection.HubToRc, Target = "jobTitle", Expression = "user.title != null ? user.title : \"<none> & 'more'\"" },
                    ],
                    token);
                await transaction.RemoveAsync(new Filter<AttributeMapping>().Equal(row => row.Direction, MappingDirection.AdToHub).Equal(row => row.Target, "department"), token);
                await transaction.SaveAsync([new ProfileMaster(contoso.Id, 3, false)], token);
                await transaction.SaveAsync([new AttributeMaster("department", [contoso.Id, Ids.Hub], FallThrough: true)], token);
                HubGroup pilot = new() { Id = Ids.New(time), Name = "Pilot", Kind = HubGroupKind.Local, Description = "First ones" };
                HubGroup sales = new() { Id = Ids.New(time), Name = "Sales people", Kind = HubGroupKind.Rule, Rule = "user.department == \"Sales\"" };
                HubGroup users = new() { Id = Ids.New(time), Name = "RingCentral Users", Kind = HubGroupKind.Imported, SystemId = contoso.Id, Key = Users, Place = "CN=RingCentral Users,OU=Staff,DC=contoso,DC=com" };
                await transaction.SaveAsync([pilot, sales, users], token);
                string zoe = Ids.New(time);
                await transaction.SaveAsync([new HubUser { Id = zoe, Status = HubUserStatus.Active, Profile = AttributeSet.Empty.With([new("login", "zoe@contoso.com")]) }], token);
                await transaction.SaveAsync([new LocalMember(pilot.Id, zoe)], token);
                await transaction.SaveAsync(
                    [
                        new Assignment { Id = Ids.New(time), GroupId = users.Id, CreatedAt = time.GetUtcNow() }, new Assignment { Id = Ids.New(time), GroupId = pilot.Id, CreatedAt = time.GetUtcNow() },
                        new Assignment { Id = Ids.New(time), UserId = zoe, CreatedAt = time.GetUtcNow() },
                    ],
                    token);
                await transaction.SetAsync(new ImportRules { AutoConfirm = [AutoConfirm.Exact], AutoActivate = false, AccountAutoConfirm = [], Guard = new GuardOptions { Floor = 3, Share = 0.1, Cap = 99 } }, token);
                await transaction.SetAsync(
                    new ProvisioningOptions
                    {
                        CreateUsers = true, UpdateUserAttributes = true, DeactivateUsers = true, ReactivateUsers = true, DeleteUsers = true, DeleteAfterDays = 60, AssignNumbers = true, BatchCreate = true, EmergencyLocation = "3521",
                        WelcomeMail = WelcomeMail.Send, CreateMode = CreateMode.CreateThenFill, NumberTaken = NumberTaken.NextFree, Renumber = true, ExtensionType = "DigitalUser", SendReference = false,
                        Guard = new GuardOptions { Floor = 7, Share = 0.333, Cap = 70 }, NoOtherProvisioner = true,
                    },
                    token);
                await transaction.SetAsync(new ExclusionRules { Names = ["Conference *"], Sites = ["Lobby"], Numbers = ["7000-7099"], Types = ["VirtualUser"] }, token);
                await transaction.SetAsync(new SyncOptions { Windows = ["Mon-Fri 19:00-06:00"], TimeZone = "Europe/Berlin", LeaversAlways = true }, token);
                await transaction.SetAsync(new RecordOptions { KeepDays = 900 }, token);
                await transaction.SetAsync(new LogOptions { Path = "/var/log/rc.log", Level = SyncLogLevel.Warning, MaxSize = 5, Keep = 3 }, token);
                await transaction.SetAsync(new HealthLimits { StuckPeople = 3, Unassigned = 9, ExpiryDays = 21 }, token);
                await transaction.SetAsync(
                    new Notifications
                    {
                        All =
                        [
                            new Notification
                            {
                                Name = "ops", Kind = NotificationKind.Mail, Topics = [HealthTopic.GuardStopped, HealthTopic.JwtExpires], RemindAfterDays = 7, SmtpServer = "mail.contoso.com", SmtpPort = 2525, From = "sync@contoso.com",
                                To = ["Ops <ops@contoso.com>", "it@contoso.com"], UserName = "sync", PasswordFrom = "vault:RingCentral/smtp", CaCertificate = "/etc/contoso.pem",
                            },
                            new Notification { Name = "chat", Kind = NotificationKind.Webhook, UrlFrom = "file:/etc/rc/webhook", Template = "{ \"text\": \"{{title}}\" }", SmtpServer = "mail.contoso.com", From = "sync@contoso.com", To = ["it@contoso.com"] },
                        ],
                    },
                    token);
                await transaction.SetAsync(
                    new SignOnOptions { Label = "Contoso", BaseUrl = "https://sso.contoso.com", EntityId = "urn:contoso:sso", LogoFile = "/etc/contoso/logo.svg", SessionLifetime = TimeSpan.FromHours(3), TrustedProxies = ["10.0.0.5"] }, token);
                await transaction.SetAsync(
                    new ServiceProviders
                    {
                        All =
                        [
                            new ServiceProvider
                            {
                                Name = "RingCentral", EntityId = "https://sso.ringcentral.com", AcsUrls = ["https://sso.ringcentral.com/sp/ACS.saml2"], AcsIndexes = [3], LogoutUrl = "https://sso.ringcentral.com/slo", LogoutByPost = true,
                                Certificates = [s_certificate], SignedRequests = true, NameIdFormat = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", RelayState = "https://service.ringcentral.com",
                            },
                        ],
                    },
                    token);
                await transaction.SetAsync(new SyncSuspension { By = "somebody", Host = "sync1", Reason = "word" }, token);
            },
            null,
            token);
        return hub;
    }

    /// <summary>A certificate, as settings have it.</summary>
    public static string Certificate(string name)
    {
        using RSA key = RSA.Create(2048);
        using X509Certificate2 certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddDays(1));
        return Convert.ToBase64String(certificate.RawData);
    }

    public static DirectoryEntry Directory(TimeProvider time) => new()
    {
        Id = Ids.New(time),
        Name = "contoso.com",
        Kind = DirectoryKind.ActiveDirectory,
        DomainKey = "9d0b0000-0000-0000-0000-000000000009",
        ReadAttributes = ["cn", "mail"],
        Cursor = "{}",
        LastFullImport = time.GetUtcNow(),
        Settings = new DirectorySettings
        {
            Servers = ["dc1.contoso.com", "dc2.contoso.com:3269"],
            Tls = DirectoryTls.StartTls,
            UserName = "sync@contoso.com",
            PasswordFrom = "vault:RingCentral/ad",
            Keytab = "/etc/rc/keytab",
            TicketCache = "FILE:/run/rc",
            NameServer = "10.0.0.53",
            CaCertificate = "/etc/contoso.pem",
            ClientCertificate = "/etc/rc/client.pem",
            SkipCertificateCheck = true,
            ChangeFile = "/srv/changes.ldif",
            NamingContext = "DC=contoso,DC=com",
            ChangesBy = ChangeMethod.UsnChanged,
            Overrides = new DirectoryOverrides
            {
                PeopleFilter = "(objectClass=person)", GroupFilter = "(objectClass=groupOfNames)", KeyAttribute = "entryUUID", MemberAttributes = ["uniqueMember"], DisabledAttribute = "employeeStatus", DisabledValues = ["retired"],
            },
            SearchBases = [Staff],
            ExcludedBases = ["5f3a0000-0000-0000-0000-000000000003"],
            Groups = [Users],
            Filter = "(mail=*)",
            WhenOutOfScope = OutOfScopeAction.Keep,
            UserNameFormat = "Upn",
            Names = new Dictionary<string, string> { ["userName"] = "userPrincipalName", ["firstName"] = "givenName", ["email"] = "mail" },
            ImportEvery = TimeSpan.FromMinutes(15),
            FullImportAt = new TimeOnly(2, 30),
            WriteBack = true,
            WriteBackEmptyOnly = true,
        },
    };
}
