using System.Reflection;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>Rows of every type, with the values that stores get wrong.</summary>
internal static class SampleRows
{
    public const string Emoji = "Zoë 👩‍👩‍👧‍👦 “quoted” \\ \" ' ; -- %_ 李小龍 \t\r\n \u0001 \uFFFE";
    public const string Composed = "Jos\u00E9";
    public const string Decomposed = "Jose\u0301";

    public static readonly string Megabyte = new('ß', 1_048_576);

    private static readonly DateTimeOffset s_time = new DateTimeOffset(2026, 7, 4, 23, 59, 59, TimeSpan.FromHours(5.5)).AddTicks(1_234_560);

    /// <summary>Row types with their rows: one with everything filled in oddly, one as empty as can be.</summary>
    public static IReadOnlyList<(Type Type, IHubRow[] Rows)> All { get; } =
    [
        Of(new Setting("company", "{\"name\":\"Contoso\"}"), new Setting(Emoji, "")),
        Of(
            new DirectoryEntry
            {
                Id = "d1",
                Name = "contoso.com",
                Kind = DirectoryKind.Ldap,
                DomainKey = "k",
                Settings = new DirectorySettings
                {
                    Servers = ["dc1:636", Emoji],
                    Tls = DirectoryTls.KerberosSealed,
                    UserName = "CONTOSO\\svc",
                    PasswordFrom = "vault:x",
                    CaCertificate = "/etc/ca.pem",
                    SkipCertificateCheck = true,
                    ChangeFile = "c.ldif",
                    NamingContext = "DC=contoso,DC=com",
                    SearchBases = ["a"],
                    ExcludedBases = ["b"],
                    Groups = ["g"],
                    Filter = "(&(a=b)(c=\\2a))",
                    WhenOutOfScope = OutOfScopeAction.Keep,
                    UserNameFormat = "Upn",
                    ImportEvery = TimeSpan.FromMinutes(15),
                    FullImportAt = new TimeOnly(2, 30),
                    WriteBack = true,
                    WriteBackEmptyOnly = true,
                },
                ReadAttributes = ["cn", "mail"],
                Cursor = Megabyte,
                LastFullImport = s_time,
            },
            new DirectoryEntry { Id = "d2", Name = "", Kind = DirectoryKind.ActiveDirectory, DomainKey = "", Settings = new DirectorySettings() }),
        Of(
            new DirectoryHealth { DirectoryId = "d1", LastTry = s_time, LastSuccess = s_time, FailingSince = s_time, Failures = int.MaxValue, ErrorId = "AdUnreachable", Message = Emoji, Remedy = Megabyte },
            new DirectoryHealth { DirectoryId = "" }),
        Of(
            new HubAttribute { Name = "extension", DisplayName = Emoji, Type = HubAttributeType.StringArray, MinLength = 0, MaxLength = int.MaxValue, Required = true, Custom = true },
            new HubAttribute { Name = "a", DisplayName = "" }),
        Of(
            new AttributeMapping { Direction = MappingDirection.HubToAd, DirectoryId = "d1", Target = Emoji, Expression = Megabyte, Apply = MappingApply.CreateOnly, WhenEmpty = EmptyValue.Clear },
            new AttributeMapping { Direction = MappingDirection.AdToHub, Target = "a", Expression = "" }),
        Of(new ProfileMaster("ActiveDirectory", 1, true), new ProfileMaster(Emoji, int.MinValue, false)),
        Of(new AttributeMaster("primaryPhone", ["RingCentral", Emoji], true), new AttributeMaster("x", [], false)),
        Of(
            new HubUser
            {
                Id = "u1",
                Status = HubUserStatus.Deactivated,
                Profile = new AttributeSet(Attributes()),
                LocalValues = new AttributeSet([new("nick", Decomposed)]),
                Hold = Emoji,
                DeactivatedBy = "Gone",
                CreatedAt = s_time,
                UpdatedAt = DateTimeOffset.UnixEpoch.AddTicks(-10),
            },
            new HubUser { Id = "u2", Status = HubUserStatus.Staged, Profile = AttributeSet.Empty }),
        Of(
            new AppUser
            {
                SystemId = "d1",
                Key = "k1",
                UserId = "u1",
                State = AppUserState.Gone,
                Enabled = false,
                InScope = false,
                Place = "CN=" + Emoji,
                ParentKey = "p",
                Attributes = new AttributeSet(Attributes()),
                Hash = "h",
                Mark = "m",
                MailKey = Composed,
                ReadAt = s_time,
            },
            new AppUser { SystemId = "", Key = "", Place = "", Attributes = AttributeSet.Empty, Hash = "" }),
        Of(new DirectoryContainer("d1", "c1", "p1", Emoji), new DirectoryContainer("d1", "c2", null, "")),
        Of(new GroupEdge("d1", "g1", "m1"), new GroupEdge("d1", "g1", Emoji)),
        Of(new LocalMember("g1", "u1"), new LocalMember(Emoji, Decomposed)),
        Of(
            new HubGroup
            {
                Id = "g1",
                Name = Emoji,
                Kind = HubGroupKind.Imported,
                SystemId = "d1",
                Key = "gk",
                Place = "CN=g",
                PrimaryGroupId = long.MaxValue,
                Description = Megabyte,
                Rule = "true",
                State = AppUserState.Gone,
                MembersUnknown = true,
            },
            new HubGroup { Id = "g2", Name = "", Kind = HubGroupKind.Local }),
        Of(
            new Assignment { Id = "a1", UserId = "u1", GroupId = "g1", Origin = AssignmentOrigin.Import, CreatedAt = s_time },
            new Assignment { Id = "a2" }),
        Of(new AssignedUser("RingCentral", "u1", true, s_time), new AssignedUser("", Emoji, false, default)),
        Of(new DriftChoice("u1", "mobilePhone", DriftAnswer.Leave, "+14155550142", null, Emoji, s_time), new DriftChoice("u1", "", DriftAnswer.Push, null, "", "", default)),
        Of(
            new Operation
            {
                Id = "o1",
                RunId = "r1",
                SystemId = "RingCentral",
                UserId = "u1",
                Kind = OperationKind.WriteBack,
                TargetKey = "62264425",
                Order = -7,
                Payload = "{\"contact\":{\"firstName\":\"" + Emoji.Replace("\"", "\\\"", StringComparison.Ordinal) + "\"}}",
                Changes = [new AttributeChange("mail", null, Emoji), new AttributeChange("x", "", null)],
                State = OperationState.Unknown,
                Reason = Emoji,
                Remedy = "wait",
                ErrorId = "E",
                RequestId = "R",
                Attempts = 3,
                NotBefore = s_time,
                CreatedAt = s_time,
                SentAt = DateTimeOffset.MinValue,
                DoneAt = new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero),
            },
            new Operation { Id = "o2", RunId = "r1", SystemId = "d1", UserId = "u1", Kind = OperationKind.Create, State = OperationState.Planned }),
        Of(
            new Run
            {
                Id = "r1",
                Kind = RunKind.WriteBack,
                SystemId = "d1",
                State = RunState.Held,
                StartedAt = s_time,
                EndedAt = s_time,
                Host = "host/1",
                Counts = new SortedDictionary<string, long>(StringComparer.Ordinal) { ["Created"] = long.MaxValue, ["updated"] = 0, [Emoji] = -1 },
                Message = Emoji,
                PlanFingerprint = "f",
                Number = long.MaxValue,
                Read = 4711,
                Actor = Emoji,
                AccountId = "37439510",
                Program = "1.0.0",
                Configuration = "c0ffee",
                Requests = new SortedDictionary<string, long>(StringComparer.Ordinal) { ["Light"] = 12 },
            },
            new Run { Id = "r2", Kind = RunKind.Import, SystemId = "", State = RunState.Running }),
        Of(new TouchedMark("d1", "u1", "rev"), new TouchedMark("", "", "")),
        Of(new SeenSurroundings("", "u1", "f"), new SeenSurroundings("d1", "u1", "")),
        Of(new KeptDiff("d1", "u1", Megabyte), new KeptDiff("d1", "u2", "")),
        Of(
            new ImportMatch { SystemId = "d1", Key = "k", Person = Emoji, Email = Composed, Kind = MatchKind.Ambiguous, Candidates = ["u1", "u2"], Reason = "two", Denied = true, FoundAt = s_time },
            new ImportMatch { SystemId = "d1", Key = "l", Person = "", Kind = MatchKind.None }),
        Of(
            new Problem
            {
                Id = "p1",
                Stage = RunKind.AccountImport,
                SystemId = "d1",
                Key = "k",
                UserId = "u1",
                Person = Emoji,
                Attribute = "state",
                ErrorId = "E",
                Message = Megabyte,
                Remedy = "r",
                Since = s_time,
            },
            new Problem { Id = "p2", Stage = RunKind.Import, SystemId = "", Person = "", ErrorId = "", Message = "" }),
        Of(
            new WriteBackSuspension { Kind = SuspensionKind.Number, Target = "+1", Name = Emoji, Until = s_time, ExpectedNumber = "+2", Reason = Composed, By = Decomposed, Since = s_time },
            new WriteBackSuspension { Kind = SuspensionKind.Person, Target = "", Name = "", By = "" }),
        Of(
            new WriteBackOrigin { SystemId = "d1", Key = "k1", Attribute = "telephoneNumber", Before = Emoji, Written = Megabyte, RunId = "r1" },
            new WriteBackOrigin { SystemId = "d1", Key = "k1", Attribute = "ipPhone", RunId = "" }),
        Of(new SignOnTally { Key = SignOnTally.OfAccount("d1", "k1"), Spent = long.MaxValue, Strange = -1, Last = s_time, Until = s_time }, new SignOnTally { Key = "" }),
        Of(new SamlMark(SamlMarkKind.Session, Emoji, s_time), new SamlMark(SamlMarkKind.Request, "", default)),
        Of(new SignOnPlace("u1", Emoji, s_time), new SignOnPlace("u1", "", default)),
    ];

    /// <summary>Saves all of them.</summary>
    public static async Task SaveAllAsync(IHubTransaction transaction, CancellationToken cancellationToken)
    {
        foreach ((Type type, IHubRow[] rows) in All)
        {
            await (Task)typeof(SampleRows).GetMethod(nameof(SaveAsync), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type).Invoke(null, [transaction, rows, cancellationToken])!;
        }
    }

    private static Task SaveAsync<T>(IHubTransaction transaction, IHubRow[] rows, CancellationToken cancellationToken)
        where T : class, IHubRow => transaction.SaveAsync([.. rows.Cast<T>()], cancellationToken);

    private static (Type Type, IHubRow[] Rows) Of<T>(params T[] rows)
        where T : class, IHubRow => (typeof(T), rows);

    private static IEnumerable<KeyValuePair<string, object?>> Attributes() =>
    [
        new("primaryGroupID", "513"),
        new("login", Composed + "@contoso.com"),
        new("firstName", Emoji),
        new("lastName", Megabyte),
        new("email", Decomposed + "@contoso.com"),
        new("employeeNumber", 4711L),
        new("department", ""),
        new("yes", true),
        new("no", false),
        new("int", 42),
        new("long", long.MinValue),
        new("whole", 5.0),
        new("double", -0.1),
        new("minusZero", -0.0),
        new("huge", double.MaxValue),
        new("infinite", double.NegativeInfinity),
        new("decimal", 1.50m),
        new("list", new[] { "a", "", Emoji, Composed, Decomposed }),
        new("Case", "kept"),
        new("half", "cut \uD83D"),
        new("halves", new[] { "\uDE00 cut", "ok" }),
        new("nul", "a\0b"),
    ];
}
