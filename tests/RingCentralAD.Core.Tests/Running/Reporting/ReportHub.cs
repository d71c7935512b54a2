using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Tests.Storage;

namespace RingCentralAD.Core.Tests.Running.Reporting;

/// <summary>A hub with people in every state, runs of every end, and names that a page must not take for its own.</summary>
internal static class ReportHub
{
    public const string Company = "Contoso <b>&\"'</b>";

    /// <summary>What people may be called that breaks out of careless pages.</summary>
    public static IReadOnlyList<string> Awkward { get; } =
    [
        "<script>window.hacked=1</script>", "</script><script>window.hacked=2</script>", "<!--<script>", "\"><img src=x onerror=window.hacked=3>", "' autofocus onfocus=window.hacked=4 '",
        "{{Company}}", "line\u2028separator\u2029s", "Zoë 👩‍👩‍👧 李小龍", "&lt;not a tag&gt;", "\u202Ereversed", "]]>", "\\u003cb\\u003e",
    ];

    public static DateTimeOffset Now { get; } = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public static FakeTimeProvider Clock() => new(Now);

    public static string Name(int index) => index < Awkward.Count ? Awkward[index] : $"Person {index:00000}";

    /// <summary>Makes it.</summary>
    public static async Task<IHubStore> CreateAsync(IHubPlace place, int people, CancellationToken stop)
    {
        IHubStore hub = await NewHub.CreateAsync(place.New(), Company, Clock(), stop);
        await hub.WriteAsync(transaction => transaction.SetAsync(new AccountStock { ReadAt = Now.AddHours(-2), Unassigned = 40 }, stop), null, stop);
        foreach (int[] batch in Enumerable.Range(0, people).Chunk(2_000))
        {
            await hub.WriteAsync(
                async transaction =>
                {
                    await transaction.SaveAsync([.. batch.Select(User)], stop);
                    await transaction.SaveAsync([.. batch.Where(static index => index % 10 is not (7 or 8 or 9)).Select(Extension)], stop);
                    await transaction.SaveAsync([.. batch.Where(static index => index % 10 == 7).Select(static index => new AssignedUser(Ids.RingCentral, $"u{index}", true, Now))], stop);
                    await transaction.SaveAsync([.. batch.Where(static index => index % 50 is 0 or 3).Select(Problem)], stop);
                },
                null, stop);
        }

        await hub.WriteAsync(transaction => transaction.SaveAsync([.. Enumerable.Range(0, 80).Select(Run)], stop), null, stop);
        await hub.WriteAsync(transaction => transaction.SaveAsync([Fill(1), Fill(-3)], stop), null, stop);
        return hub;
    }

    private static HubUser User(int index) => new()
    {
        Id = $"u{index}",
        Status = (index % 10) switch { 6 or 8 => HubUserStatus.Deactivated, 9 when index % 20 == 9 => HubUserStatus.Staged, _ => HubUserStatus.Active },
        Profile = new AttributeSet([new("login", $"p{index:00000}@contoso.example"), new("email", $"p{index:00000}@contoso.example"), new("firstName", Name(index))]),
    };

    private static AppUser Extension(int index) => new()
    {
        SystemId = Ids.RingCentral,
        Key = $"{7_000_000 + index}",
        UserId = $"u{index}",
        State = AppUserState.Present,
        Enabled = index % 10 is not (5 or 6),
        Place = Name(index),
        Hash = "h",
        Attributes = new AttributeSet(
        [
            new("extensionNumber", $"{10_000 + index}"), new("directNumber", index % 10 == 4 ? null : $"+1415{5_550_000 + index}"),
            new(RingCentralNumbers.StateAttribute, index % 10 == 4 ? index % 20 == 4 ? RingCentralNumbers.Temporary : RingCentralNumbers.Pending : RingCentralNumbers.Final),
        ]),
    };

    private static Problem Problem(int index) => new()
    {
        Id = $"x{index}",
        Stage = RunKind.Provisioning,
        SystemId = Ids.RingCentral,
        UserId = $"u{index}",
        Person = Name(index),
        ErrorId = index % 50 == 0 ? "RcDuplicateMail" : "RcInvalidParameter",
        Attribute = "email",
        Message = $"{Name(index)} has an address that somebody else has.",
        Remedy = $"Correct mail of CN={Name(index)}.",
        Since = Now.AddDays(-3),
    };

    private static Run Run(int index) => new()
    {
        Id = $"r{index:000}",
        Number = index + 1,
        Kind = index % 3 == 0 ? RunKind.Import : index % 3 == 1 ? RunKind.Provisioning : RunKind.WriteBack,
        SystemId = Ids.RingCentral,
        State = index switch { 79 => RunState.Running, _ when index % 17 == 5 => RunState.Failed, _ when index % 13 == 4 => RunState.Held, _ when index % 29 == 8 => RunState.Interrupted, _ => RunState.Completed },
        StartedAt = Now.AddHours(-9 * (79 - index)).AddMinutes(-30),
        EndedAt = index == 79 ? null : Now.AddHours(-9 * (79 - index)),
        Message = index % 17 == 5 ? "dc1.contoso.example cannot be reached <now>." : null,
        Actor = @"CONTOSO\svc-sync",
        Host = "sync1",
        Counts = (index % 3) switch
        {
            0 => new Dictionary<string, long> { ["Created"] = index % 7, ["Updated"] = index % 11, ["Deactivated"] = index % 2 },
            1 => new Dictionary<string, long> { ["Fill"] = index % 6, ["Update"] = index % 9, ["Failed"] = index % 4 == 0 ? 2 : 0 },
            _ => new Dictionary<string, long> { ["Written"] = index % 8 },
        },
    };

    private static Operation Fill(int hoursAfter) => new()
    {
        Id = $"o{hoursAfter}", RunId = "r001", SystemId = Ids.RingCentral, UserId = "u1", Kind = OperationKind.Fill, State = OperationState.Done, DoneAt = Now.AddHours(-2 + hoursAfter),
    };
}
