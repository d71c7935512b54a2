using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Tests.MainJob;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub;

/// <summary>Values set by hand: only those that no system masters, of the attribute's type, and kept by imports.</summary>
public sealed class HubUserEditTests : IAsyncLifetime
{
    private Cycle _cycle = null!;
    private HubUserEdit _edit = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, object?, object?> Fitting => new()
    {
        { "nickName", "Zo", "Zo" },
        { "NICKNAME", "Zo", "Zo" },
        { "nickName", 4711, "4711" },
        { "nickName", "", null },
        { "nickName", null, null },
        { "floor", "12", 12L },
        { "floor", 12.0, 12L },
        { "remote", "TRUE", true },
        { "remote", false, false },
        { "weight", "1.5", 1.5 },
        { "tags", "one", new[] { "one" } },
        { "tags", new object?[] { "a", 2 }, new[] { "a", "2" } },
    };

    public static TheoryData<string, object?, string> Unfitting => new()
    {
        { "nosuch", "x", "HubAttributeNotFound" },
        { "floor", "twelve", "HubValueUnfit" },
        { "floor", 1.5, "HubValueUnfit" },
        { "remote", "maybe", "HubValueUnfit" },
        { "nickName", new object?[] { "a", "b" }, "HubValueUnfit" },
        { "badge", "123456789", "HubValueRefused" },
        { "badge", "1", "HubValueRefused" },
        { "secondEmail", "not a mail address", "HubValueRefused" },
        { "login", "", "HubValueMissing" },
    };

    [Theory]
    [MemberData(nameof(Fitting))]
    public void Values_take_the_form_of_their_attribute(string name, object? value, object? expected) =>
        Assert.Equal(expected, Assert.Single(_edit.Fit([new(name, value)])).Value);

    [Theory]
    [MemberData(nameof(Unfitting))]
    public void Values_that_do_not_fit_are_refused_by_name(string name, object? value, string errorId)
    {
        RingCentralAdException error = Assert.Throws<RingCentralAdException>(() => _edit.Fit([new(name, value)]));
        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Remedy);
    }

    [Fact]
    public async Task A_value_set_by_hand_stays_through_imports_and_reaches_what_reads_it()
    {
        await _cycle.SaveAsync(new AttributeMapping { Direction = MappingDirection.HubToRc, Target = "jobTitle", Expression = "user.nickName" });
        HubUser user = await _cycle.UserAsync("p001");
        IReadOnlyDictionary<string, object?> values = _edit.Fit([new("nickName", "Zo")]);
        Assert.Equal("nickName: (empty) → Zo", Assert.Single(await _edit.PreviewAsync(user, values, Stop)).ToString());
        Assert.Null((await _cycle.UserAsync("p001")).Profile.Text("nickName"));

        Assert.Equal("Zo", (await _edit.SaveAsync(user, values, Stop)).Profile.Text("nickName"));
        await _cycle.ImportAsync();
        Assert.Equal("Zo", (await _cycle.UserAsync("p001")).Profile.Text("nickName"));
        Assert.Contains(await _cycle.ProvisionAsync(), record => record.Email == "p001@example.com" && record.Changes.Any(change => change is { Attribute: "jobTitle", After: "Zo" }));

        await _edit.SaveAsync(await _cycle.UserAsync("p001"), _edit.Fit([new("nickName", null)]), Stop);
        HubUser cleared = await _cycle.UserAsync("p001");
        Assert.Equal((null, 0), (cleared.Profile.Text("nickName"), cleared.LocalValues.Count));
    }

    [Fact]
    public async Task A_mastered_value_is_refused_and_the_error_says_who_masters_it_by_what()
    {
        string before = HubDump.Of(_cycle.HubPath);
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(async () =>
            await _edit.SaveAsync(await _cycle.UserAsync("p001"), _edit.Fit([new("nickName", "Zo"), new("department", "Board")]), Stop));
        Assert.Equal("HubValueMastered", error.ErrorId);
        string directory = (await _cycle.EntryAsync()).Name;
        Assert.All((string[])["department", directory, "appuser.department", "p001"], part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        Assert.Contains("Set-AttributeMaster department -System Hub", error.Remedy, StringComparison.Ordinal);
        Assert.Equal(before, HubDump.Of(_cycle.HubPath));

        // The phone number has a master of its own, which shows as soon as there is an account.
        error = await Assert.ThrowsAsync<RingCentralAdException>(async () => await _edit.PreviewAsync(await _cycle.UserAsync("p001"), _edit.Fit([new("primaryPhone", "1")]), Stop));
        Assert.Contains(Ids.RingCentral, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_that_somebody_has_is_refused()
    {
        await new MasterEditor(_cycle.Hub, false, _cycle.Time).SetAsync(new AttributeMaster("login", [Ids.Hub], false), Stop).ToListAsync(Stop);
        HubUserEdit edit = await HubUserEdit.LoadAsync(_cycle.Hub, _cycle.Time, Stop);
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(async () =>
            await edit.SaveAsync(await _cycle.UserAsync("p001"), edit.Fit([new("login", "P002@example.com")]), Stop));
        Assert.Equal("HubLoginTaken", error.ErrorId);
        Assert.Equal("p009@example.com", (await edit.SaveAsync(await _cycle.UserAsync("p001"), edit.Fit([new("login", "p009@example.com")]), Stop)).Login);
    }

    public async ValueTask InitializeAsync()
    {
        _cycle = await Cycle.ProvisionedAsync(Company.Of(4));
        await _cycle.SaveAsync(
            Attribute("floor", HubAttributeType.Integer), Attribute("remote", HubAttributeType.Boolean), Attribute("weight", HubAttributeType.Number),
            Attribute("tags", HubAttributeType.StringArray), Attribute("badge", HubAttributeType.String) with { MinLength = 3, MaxLength = 8 });
        _edit = await HubUserEdit.LoadAsync(_cycle.Hub, _cycle.Time, Stop);
    }

    public ValueTask DisposeAsync() => _cycle.DisposeAsync();

    private static HubAttribute Attribute(string name, HubAttributeType type) => new() { Name = name, DisplayName = name, Type = type, Custom = true };
}
