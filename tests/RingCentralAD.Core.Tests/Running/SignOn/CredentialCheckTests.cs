using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using Xunit;

namespace RingCentralAD.Core.Tests.Running.SignOn;

/// <summary>Who comes in, who does not, and that an unknown person and a wrong password go the same way.</summary>
public sealed class CredentialCheckTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("zoe@contoso.com")]
    [InlineData("ZOE@Contoso.COM")]
    [InlineData("zoe")]
    [InlineData("MODEL\\zoe")]
    [InlineData("  zoe@contoso.com ")]
    [InlineData("zoe.ryan@contoso.com")]
    public async Task A_person_signs_in_by_any_of_the_names(string name)
    {
        await using SignOnLab lab = await SignOnLab.StartAsync();
        await lab.PersonAsync("zoe", mail: "zoe.ryan@contoso.com");

        CredentialAnswer answer = await lab.TryAsync(name, "Right!1");

        Assert.Equal(CredentialOutcome.Ok, answer.Outcome);
        Assert.Equal("u-zoe", answer.HubUserId);
        Assert.NotNull(answer.DeviceMark);
        Assert.Null(answer.Reason);
    }

    [Fact]
    public async Task An_unknown_name_goes_the_way_of_a_wrong_password()
    {
        await using SignOnLab lab = await SignOnLab.StartAsync();
        await lab.PersonAsync("zoe");
        await lab.PersonAsync("held", status: HubUserStatus.Deactivated);
        await lab.PersonAsync("free", assigned: false);
        await lab.PersonAsync("one", mail: "both@contoso.com");
        await lab.PersonAsync("two", mail: "both@contoso.com");
        List<(CredentialOutcome Outcome, bool IsTold, string Way, TimeSpan Took)> ways = [];
        foreach (string name in (string[])["zoe", "nobody", "zoe@contoso.com", "held@contoso.com", "free", "both@contoso.com"])
        {
            lab.Directory.Calls.Clear();
            DateTimeOffset start = lab.Clock.GetUtcNow();
            CredentialAnswer answer = await lab.TryAsync(name, "wrong");
            string way = string.Join(' ', lab.Directory.Calls.Order(StringComparer.Ordinal));
            ways.Add((answer.Outcome, answer.IsTold, way, lab.Clock.GetUtcNow() - start));
            Assert.Null(answer.DeviceMark);
        }

        Assert.Equal(
            [CredentialOutcome.WrongPassword, CredentialOutcome.NotInHub, CredentialOutcome.WrongPassword, CredentialOutcome.WrongPassword, CredentialOutcome.WrongPassword, CredentialOutcome.Ambiguous],
            ways.Select(static way => way.Outcome));
        Assert.All(ways, static way => Assert.Equal((false, "bind find read rule", CredentialCheck.Floor), (way.IsTold, way.Way, way.Took)));
    }

    [Fact]
    public async Task Whoever_is_limited_waits_as_long_as_everybody_and_is_told_no_more()
    {
        await using SignOnLab lab = await SignOnLab.StartAsync();
        await lab.PersonAsync("zoe");
        foreach (string name in (string[])["zoe", "nobody"])
        {
            List<CredentialAnswer> answers = [];
            for (int i = 0; i < 6; i++)
            {
                DateTimeOffset start = lab.Clock.GetUtcNow();
                answers.Add(await lab.TryAsync(name, "wrong"));
                Assert.Equal(CredentialCheck.Floor, lab.Clock.GetUtcNow() - start);
            }

            Assert.All(answers, static answer => Assert.False(answer.IsTold));
            Assert.Equal(4, answers.Count(static answer => answer.Outcome == CredentialOutcome.TooManyTries));
            Assert.All(answers.Skip(2), answer => Assert.True(answer.After > lab.Clock.GetUtcNow()));
        }
    }

    [Fact]
    public async Task Nothing_that_servers_take_for_nobody_reaches_them()
    {
        await using SignOnLab lab = await SignOnLab.StartAsync();
        await lab.PersonAsync("zoe");
        foreach (string password in (string[])["", "\0", "Right!1\0x", new string('x', 1025)])
        {
            CredentialAnswer answer = await lab.TryAsync("zoe", password);
            Assert.Equal((CredentialOutcome.WrongPassword, false), (answer.Outcome, answer.IsTold));
        }

        Assert.Equal(0, lab.Directory.Binds);
    }

    [Theory]
    [InlineData("532", CredentialOutcome.PasswordExpired)]
    [InlineData("533", CredentialOutcome.Disabled)]
    [InlineData("701", CredentialOutcome.AccountExpired)]
    [InlineData("773", CredentialOutcome.MustChangePassword)]
    [InlineData("530", CredentialOutcome.NotAllowedHere)]
    public async Task A_cause_is_told_to_whoever_knows_the_password_alone(string code, CredentialOutcome outcome)
    {
        await using SignOnLab lab = await SignOnLab.StartAsync();
        (await lab.PersonAsync("zoe")).SubCode = code;

        CredentialAnswer right = await lab.TryAsync("zoe", "Right!1");
        CredentialAnswer wrong = await lab.TryAsync("zoe", "wrong");

        Assert.Equal((outcome, true), (right.Outcome, right.IsTold));
        Assert.Null(right.DeviceMark);
        Assert.Equal((CredentialOutcome.WrongPassword, false), (wrong.Outcome, wrong.IsTold));
    }

    [Fact]
    public async Task The_hub_decides_after_the_directory()
    {
        await using SignOnLab lab = await SignOnLab.StartAsync();
        await lab.PersonAsync("held", status: HubUserStatus.Deactivated);
        await lab.PersonAsync("staged", status: HubUserStatus.Staged);
        await lab.PersonAsync("free", assigned: false);

        Assert.Equal((CredentialOutcome.NotActive, true), await OutcomeAsync("held"));
        Assert.Equal((CredentialOutcome.NotActive, true), await OutcomeAsync("staged"));
        Assert.Equal((CredentialOutcome.NotAssigned, true), await OutcomeAsync("free"));
        Assert.Equal(0, await lab.Hub.CountAsync<SignOnTally>(cancellationToken: Stop));

        async Task<(CredentialOutcome, bool)> OutcomeAsync(string name)
        {
            CredentialAnswer answer = await lab.TryAsync(name, "Right!1");
            return (answer.Outcome, answer.IsTold);
        }
    }

    [Fact]
    public async Task A_directory_that_is_away_is_an_answer_and_costs_nothing()
    {
        await using SignOnLab lab = await SignOnLab.StartAsync();
        await lab.PersonAsync("zoe");
        lab.Directory.Failure = new RingCentralAdException("AdUnreachable", ErrorKind.Unavailable, "No server answers.", "Check the network.");
        for (int i = 0; i < 20; i++)
        {
            CredentialAnswer answer = await lab.TryAsync("zoe", "Right!1");
            Assert.Equal((CredentialOutcome.DirectoryUnavailable, true), (answer.Outcome, answer.IsTold));
        }

        Assert.Equal(0, await lab.Hub.CountAsync<SignOnTally>(cancellationToken: Stop));

        // Perhaps it arrived: then it may have been counted.
        lab.Directory.Failure = new RingCentralAdException("AdConnectionLost", ErrorKind.Unavailable, "The connection broke.");
        await lab.TryAsync("zoe", "Right!1");
        Assert.Equal(1, (await lab.Hub.FindAsync(new Filter<SignOnTally>().Less(row => row.Spent, 2), Stop))?.Spent);
    }

    /// <summary>A guesser who hangs up before the answer is written down all the same, and a person who does pays nothing.</summary>
    [Theory]
    [InlineData("wrong", CredentialOutcome.WrongPassword, 1)]
    [InlineData("Right!1", CredentialOutcome.Ok, 0)]
    public async Task A_try_is_decided_though_its_caller_hangs_up_in_the_middle(string password, CredentialOutcome outcome, int tallies)
    {
        await using SignOnLab lab = await SignOnLab.StartAsync();
        await lab.PersonAsync("zoe");
        using CancellationTokenSource gone = new();
        lab.Directory.Before = gone.CancelAsync;

        CredentialAnswer answer = await lab.Clock.DriveAsync(lab.Check.CheckAsync(new CredentialAttempt("zoe", password), gone.Token));

        Assert.Equal((outcome, "u-zoe"), (answer.Outcome, answer.HubUserId));
        Assert.Equal(tallies, await lab.Hub.CountAsync<SignOnTally>(cancellationToken: Stop));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lab.Check.CheckAsync(new CredentialAttempt("zoe", password), gone.Token));
        Assert.Equal(1, lab.Directory.Binds);
    }

    [Fact]
    public async Task An_administrators_try_locks_nobody_either()
    {
        await using SignOnLab lab = await SignOnLab.StartAsync();
        ModelAccount zoe = await lab.PersonAsync("zoe");
        (zoe.Wrong, zoe.LastWrong) = (5, lab.Clock.GetUtcNow());

        AdCredentialResult result = await lab.Check.TestAsync("zoe", "wrong", Stop);

        Assert.Equal((CredentialOutcome.TooManyTries, lab.Clock.GetUtcNow().AddMinutes(30)), (result.Outcome, result.After));
        Assert.Equal((0, false), (lab.Directory.Binds, zoe.Locked));
    }

    [Fact]
    public async Task That_one_directory_is_away_tells_nobody_who_is_in_it()
    {
        await using SignOnLab lab = await SignOnLab.StartAsync();
        await lab.SaveAsync(new DirectoryEntry { Id = "e", Name = "second", Kind = DirectoryKind.ActiveDirectory, DomainKey = "k2", Settings = new DirectorySettings { Servers = ["dc2"] } });
        ModelCredentialDirectory second = new(lab.Clock);
        await using CredentialCheck check = lab.CheckOver(entry => entry.Id == "d" ? lab.Directory : second);
        await lab.PersonAsync("zoe");
        await lab.PersonAsync("ann");
        await lab.Hub.WriteAsync(
            async transaction =>
            {
                AppUser ann = (await transaction.ListAsync(new Filter<AppUser>().Equal(row => row.SystemId, "d"), Stop)).Single(static user => user.UserId == "u-ann");
                await transaction.RemoveAsync(new Filter<AppUser>().Equal(row => row.SystemId, "d").Equal(row => row.Key, ann.Key), Stop);
                await transaction.SaveAsync([ann with { SystemId = "e" }], Stop);
            },
            null, Stop);
        RingCentralAdException away = new("AdUnreachable", ErrorKind.Unavailable, "No server answers.", "Check the network.");
        foreach (ModelCredentialDirectory one in (ModelCredentialDirectory[])[lab.Directory, second])
        {
            one.Away = away;
            foreach (string name in (string[])["zoe@contoso.com", "ann@contoso.com", "nobody@contoso.com"])
            {
                Assert.False((await lab.TryAsync(name, "wrong", check: check)).IsTold, name);
            }

            one.Away = null;
        }

        (lab.Directory.Away, second.Away) = (away, away);
        foreach (string name in (string[])["zoe@contoso.com", "ann@contoso.com", "nobody@contoso.com"])
        {
            CredentialAnswer answer = await lab.TryAsync(name, "Right!1", check: check);
            Assert.Equal((CredentialOutcome.DirectoryUnavailable, true), (answer.Outcome, answer.IsTold));
        }
    }

    [Fact]
    public async Task An_administrator_is_answered_at_once_and_counts_like_everybody()
    {
        await using SignOnLab lab = await SignOnLab.StartAsync();
        ModelAccount zoe = await lab.PersonAsync("zoe");
        DateTimeOffset start = lab.Clock.GetUtcNow();
        List<CredentialOutcome> outcomes = [];
        for (int i = 0; i < 6; i++)
        {
            AdCredentialResult result = await lab.Check.TestAsync(i % 2 == 0 ? "u-zoe" : zoe.Key, "S3cret-typed", Stop);
            Assert.Equal(("zoe", "u-zoe", "model", false, false), (result.Person, result.HubUserId, result.Directory, result.Valid, result.CanSignIn));
            Assert.DoesNotContain("S3cret-typed", result.ToString() + result.Reason + result.Remedy, StringComparison.Ordinal);
            outcomes.Add(result.Outcome);
        }

        Assert.Equal([.. Enumerable.Repeat(CredentialOutcome.WrongPassword, 4), CredentialOutcome.TooManyTries, CredentialOutcome.TooManyTries], outcomes);
        Assert.Equal((4, false), (zoe.Wrong, zoe.Locked));
        Assert.Equal(start, lab.Clock.GetUtcNow());
        Assert.Equal(CredentialOutcome.TooManyTries, (await lab.TryAsync("zoe", "Right!1")).Outcome);
    }
}
