using System.Globalization;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using Xunit;

namespace RingCentralAD.Core.Tests.Running.SignOn;

/// <summary>Delegated authentication against a real domain controller; what it counted is looked at with ldapsearch.</summary>
public sealed class SambaCredentialTests(SignOnDomain domain) : IClassFixture<SignOnDomain>
{
    private static readonly bool s_soak = Environment.GetEnvironmentVariable("RCAD_SOAK") == "1";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ann@corp.example")]
    [InlineData("upn-ann@corp.example")]
    [InlineData("ann")]
    [InlineData("CORP\\ann")]
    [InlineData("corp.example\\ANN")]
    public async Task The_right_password_opens_by_every_name(string name)
    {
        CredentialAnswer answer = await AskAsync(name, SignOnDomain.Password);

        Assert.Equal(CredentialOutcome.Ok, answer.Outcome);
        Assert.NotNull(answer.HubUserId);
        Assert.NotNull(answer.DeviceMark);
    }

    [Theory]
    [InlineData("zoe.o'brien")]
    [InlineData("zoë+tag@corp.example")]
    [InlineData("upn-zoe.o'brien@corp.example")]
    public async Task Special_characters_in_names_and_passwords(string name)
    {
        Assert.Equal(CredentialOutcome.Ok, (await AskAsync(name, SignOnDomain.OddPassword)).Outcome);
        Assert.Equal(CredentialOutcome.WrongPassword, (await AskAsync(name, SignOnDomain.OddPassword + " ")).Outcome);
    }

    /// <summary>A state is told with the right password, and looks like a wrong one with a wrong one.</summary>
    [Theory]
    [InlineData("disabled", CredentialOutcome.Disabled, "is disabled")]
    [InlineData("outdated", CredentialOutcome.PasswordExpired, "expired password")]
    [InlineData("must", CredentialOutcome.MustChangePassword, "must change")]
    [InlineData("ended", CredentialOutcome.AccountExpired, "has expired")]
    public async Task A_state_is_told_with_the_right_password_alone(string name, CredentialOutcome outcome, string fact)
    {
        CredentialAnswer right = await AskAsync(name, SignOnDomain.Password);
        CredentialAnswer wrong = await AskAsync(name, "wrong");

        Assert.Equal((outcome, true), (right.Outcome, right.IsTold));
        Assert.Null(right.DeviceMark);
        Assert.Equal((CredentialOutcome.WrongPassword, false), (wrong.Outcome, wrong.IsTold));
        Assert.Contains(fact, wrong.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_locked_account_is_told_to_the_administrator_alone()
    {
        domain.Need();
        for (int i = 0; i < SignOnDomain.Threshold; i++)
        {
            await domain.Samba.RunAsync("ldapsearch", ["-x", "-H", $"ldaps://{domain.Samba.Address}", "-D", SignOnDomain.DnOf("locked"), "-w", "wrong", "-s", "base", "-b", ""], cancellationToken: Stop);
        }

        Assert.True((await domain.EntryAsync("locked", "lockoutTime")).Has("lockoutTime"));
        await using CredentialCheck check = domain.Check();
        foreach (string password in (string[])[SignOnDomain.Password, "wrong"])
        {
            AdCredentialResult result = await check.TestAsync("locked", password, Stop);
            Assert.Equal((CredentialOutcome.Locked, false, false), (result.Outcome, result.Valid, result.CanSignIn));
            Assert.Contains("Unlock-ADAccount", result.Remedy, StringComparison.Ordinal);
        }

        Assert.False((await AskAsync("locked", SignOnDomain.Password)).IsTold);
    }

    [Theory]
    [InlineData("late", CredentialOutcome.NotInHub, false)]
    [InlineData("nobody@corp.example", CredentialOutcome.NotInHub, false)]
    [InlineData("*", CredentialOutcome.NotInHub, false)]
    [InlineData("ann)(cn=*", CredentialOutcome.NotInHub, false)]
    [InlineData("OTHER\\ann", CredentialOutcome.NotInHub, false)]
    [InlineData("Administrator", CredentialOutcome.NotInHub, false)]
    [InlineData("free", CredentialOutcome.NotAssigned, true)]
    public async Task Who_is_not_in_the_hub_or_not_assigned(string name, CredentialOutcome outcome, bool told)
    {
        CredentialAnswer answer = await AskAsync(name, SignOnDomain.Password);

        Assert.Equal((outcome, told), (answer.Outcome, answer.IsTold));
    }

    [Fact]
    public async Task A_name_of_two_people_is_nobodys_and_an_accent_makes_another_name()
    {
        domain.Need();
        // The address of one and the user principal name of another: that could be either.
        HubUser bob = (await domain.Hub.FindAsync(new Filter<HubUser>().Equal(row => row.LoginKey, "bob@corp.example"), Stop))!;
        HubUser changed = bob with { Profile = new AttributeSet([.. bob.Profile, new("email", "upn-free@corp.example")]) };
        await domain.Hub.WriteAsync(transaction => transaction.SaveAsync([changed], Stop), null, Stop);
        Assert.Equal(CredentialOutcome.Ambiguous, (await AskAsync("upn-free@corp.example", SignOnDomain.Password)).Outcome);
        Assert.NotEqual((await AskAsync("jose", SignOnDomain.Password)).HubUserId, (await AskAsync("jósé", SignOnDomain.Password)).HubUserId);
    }

    [Fact]
    [Trait("Category", "Soak")]
    public async Task A_thousand_wrong_passwords_lock_nobody_and_the_person_signs_in()
    {
        domain.Need();
        ShiftedClock clock = new();
        await using CredentialCheck check = domain.Check(clock);
        CredentialAnswer first = await TryAsync(SignOnDomain.Password, "198.51.100.7", null);
        Assert.Equal(CredentialOutcome.Ok, first.Outcome);
        int tries = s_soak ? 1000 : 200;
        foreach (int[] some in Enumerable.Range(0, tries).Chunk(50))
        {
            CredentialAnswer[] answers = await Task.WhenAll(some.Select(i => TryAsync($"wrong {i}", $"192.0.2.{i % 40}", null)));
            Assert.All(answers, static answer => Assert.False(answer.IsTold));
        }

        int counted = await CountedAsync();
        Assert.InRange(counted, 1, SignOnDomain.Threshold - 2);
        Assert.Equal(CredentialOutcome.TooManyTries, (await TryAsync(SignOnDomain.Password, "203.0.113.9", null)).Outcome);
        Assert.Equal(CredentialOutcome.Ok, (await TryAsync(SignOnDomain.Password, "203.0.113.9", first.DeviceMark)).Outcome);
        Assert.Equal(CredentialOutcome.Ok, (await TryAsync(SignOnDomain.Password, "198.51.100.7", null)).Outcome);
        clock.Shift(TimeSpan.FromMinutes(32));
        Assert.Equal(CredentialOutcome.Ok, (await TryAsync(SignOnDomain.Password, "203.0.113.77", null)).Outcome);
        TestContext.Current.TestOutputHelper?.WriteLine($"{tries} wrong passwords, badPwdCount {counted}");

        Task<CredentialAnswer> TryAsync(string password, string address, string? mark) =>
            check.CheckAsync(new CredentialAttempt("storm", password) { Address = address, DeviceMark = mark }, Stop);

        async Task<int> CountedAsync()
        {
            var entry = await domain.EntryAsync("storm", "badPwdCount", "lockoutTime");
            Assert.True(entry.Text("lockoutTime") is null or "0");
            return int.Parse(entry.Text("badPwdCount")!, CultureInfo.InvariantCulture);
        }
    }

    [Fact]
    public async Task Fifty_at_once_are_counted_before_they_are_sent()
    {
        domain.Need();
        await using CredentialCheck check = domain.Check();
        AdCredentialResult[] results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => check.TestAsync("parallel", $"wrong {i}", Stop)));

        Assert.Equal(4, results.Count(static result => result.Outcome == CredentialOutcome.WrongPassword));
        Assert.Equal(46, results.Count(static result => result.Outcome == CredentialOutcome.TooManyTries));
        Assert.Equal("4", (await domain.EntryAsync("parallel", "badPwdCount")).Text("badPwdCount"));
    }

    /// <summary>As many as a thousand people in a minute are: none is refused, and nothing is left on anybody's account.</summary>
    [Fact]
    [Trait("Category", "Soak")]
    public async Task Many_sign_in_at_once()
    {
        domain.Need();
        await using CredentialCheck check = domain.Check();
        int many = s_soak ? 1000 : 100;
        long start = TimeProvider.System.GetTimestamp();
        CredentialAnswer[] answers = new CredentialAnswer[many];
        await Parallel.ForAsync(0, many, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Stop }, async (i, token) =>
            answers[i] = await check.CheckAsync(new CredentialAttempt(i % 2 == 0 ? "ann@corp.example" : "bob", SignOnDomain.Password) { Address = $"198.51.100.{i % 200}" }, token));
        TimeSpan took = TimeProvider.System.GetElapsedTime(start);

        TestContext.Current.TestOutputHelper?.WriteLine($"{many} sign-ins in {took.TotalSeconds:0.0} s: {many / took.TotalMinutes:0} a minute");
        Assert.All(answers, static answer => Assert.Equal(CredentialOutcome.Ok, answer.Outcome));
    }

    [Fact]
    public async Task A_policy_of_its_own_sets_the_budget()
    {
        domain.Need();
        await using CredentialCheck check = domain.Check();
        List<CredentialOutcome> outcomes = [];
        for (int i = 0; i < 4; i++)
        {
            outcomes.Add((await check.TestAsync("strict", "wrong", Stop)).Outcome);
        }

        Assert.Equal([CredentialOutcome.WrongPassword, CredentialOutcome.WrongPassword, CredentialOutcome.TooManyTries, CredentialOutcome.TooManyTries], outcomes);
        Assert.Equal("2", (await domain.EntryAsync("strict", "badPwdCount")).Text("badPwdCount"));
    }

    private async Task<CredentialAnswer> AskAsync(string name, string password)
    {
        domain.Need();
        await using CredentialCheck check = domain.Check();
        return await check.CheckAsync(new CredentialAttempt(name, password) { Address = "192.0.2.200" }, Stop);
    }

    private sealed class ShiftedClock : TimeProvider
    {
        private TimeSpan _by;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _by;

        public void Shift(TimeSpan by) => _by += by;
    }
}
