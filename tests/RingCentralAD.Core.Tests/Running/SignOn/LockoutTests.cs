using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.SignOn;
using RingCentralAD.Core.Tests.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Running.SignOn;

/// <summary>However many wrong passwords are tried, and however many at once, the directory locks nobody, and the person gets in.</summary>
public sealed class LockoutTests
{
    private static readonly bool s_soak = Environment.GetEnvironmentVariable("RCAD_SOAK") == "1";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Category", "Soak")]
    public async Task Many_wrong_passwords_lock_nobody_and_the_person_signs_in()
    {
        await using SignOnLab lab = await SignOnLab.StartAsync();
        ModelAccount zoe = await lab.PersonAsync("zoe");
        string mark = (await lab.TryAsync("zoe", "Right!1", "198.51.100.7")).DeviceMark!;
        for (int i = 0; i < (s_soak ? 1000 : 200); i++)
        {
            CredentialAnswer answer = await lab.TryAsync("zoe", $"wrong{i}", $"192.0.2.{i % 50}");
            Assert.False(answer.IsTold);
        }

        Assert.False(zoe.Locked);
        Assert.InRange(zoe.Wrong, 1, 4);

        // From the browser that is known; from the address that is known; not from elsewhere, until the attack has rested.
        Assert.Equal(CredentialOutcome.Ok, (await lab.TryAsync("zoe", "Right!1", "203.0.113.9", mark)).Outcome);
        Assert.Equal(CredentialOutcome.Ok, (await lab.TryAsync("zoe", "Right!1", "198.51.100.7")).Outcome);
        await lab.TryAsync("zoe", "wrong", "192.0.2.1");
        await lab.TryAsync("zoe", "wrong", "192.0.2.1");
        CredentialAnswer limited = await lab.TryAsync("zoe", "Right!1", "203.0.113.10");
        Assert.Equal(CredentialOutcome.TooManyTries, limited.Outcome);
        lab.Clock.Advance(limited.After!.Value - lab.Clock.GetUtcNow());
        Assert.Equal(CredentialOutcome.Ok, (await lab.TryAsync("zoe", "Right!1", "203.0.113.10")).Outcome);
    }

    [Fact]
    public async Task At_once_they_cost_no_more_than_one_after_the_other()
    {
        await using SignOnLab lab = await SignOnLab.StartAsync();
        ModelAccount zoe = await lab.PersonAsync("zoe");
        CredentialAnswer[] answers = await lab.Clock.DriveAsync(Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            Task.Run(() => lab.Check.CheckAsync(new CredentialAttempt("zoe", $"wrong{i}") { Address = $"192.0.2.{i}" }, Stop)))));

        Assert.Equal(2, answers.Count(static answer => answer.Outcome == CredentialOutcome.WrongPassword));
        Assert.Equal(48, answers.Count(static answer => answer.Outcome == CredentialOutcome.TooManyTries));
        Assert.Equal((2, false), (zoe.Wrong, zoe.Locked));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_instances_share_one_budget(bool postgres)
    {
        await using SignOnLab lab = await SignOnLab.StartAsync(postgres ? new PostgresPlace() : null);
        ModelAccount zoe = await lab.PersonAsync("zoe");
        CredentialCheck[] instances = [lab.Check, await lab.AnotherAsync()];
        CredentialAnswer[] answers = await lab.Clock.DriveAsync(Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            Task.Run(() => instances[i % 2].CheckAsync(new CredentialAttempt("zoe", $"wrong{i}") { Address = $"2001:db8:{i}::1" }, Stop)))));

        Assert.Equal(2, answers.Count(static answer => answer.Outcome == CredentialOutcome.WrongPassword));
        Assert.Equal((2, false), (zoe.Wrong, zoe.Locked));

        // What one instance knows, the other does.
        string mark = new SignOnMarks([.. Enumerable.Range(1, 40).Select(static i => (byte)i)]).Device("u-zoe", lab.Clock.GetUtcNow());
        Assert.Equal(CredentialOutcome.Ok, (await lab.TryAsync("zoe", "Right!1", "203.0.113.9", mark, instances[0])).Outcome);
        Assert.Equal(CredentialOutcome.Ok, (await lab.TryAsync("zoe", "Right!1", "203.0.113.9", null, instances[1])).Outcome);
    }

    [Fact]
    public async Task Right_passwords_cost_nothing()
    {
        await using SignOnLab lab = await SignOnLab.StartAsync();
        await lab.PersonAsync("zoe");
        for (int i = 0; i < 30; i++)
        {
            Assert.Equal(CredentialOutcome.Ok, (await lab.TryAsync("zoe", "Right!1", $"192.0.2.{i}")).Outcome);
        }

        Assert.Equal(0, await lab.Hub.CountAsync<SignOnTally>(cancellationToken: Stop));
        Assert.Equal(30, await lab.Hub.CountAsync<SignOnPlace>(cancellationToken: Stop));
    }

    [Fact]
    public async Task Right_passwords_at_once_are_no_wrong_ones()
    {
        await using SignOnLab lab = await SignOnLab.StartAsync();
        await lab.PersonAsync("zoe");
        CredentialAnswer[] answers = await lab.Clock.DriveAsync(Task.WhenAll(Enumerable.Range(0, 30).Select(i =>
            Task.Run(() => lab.Check.CheckAsync(new CredentialAttempt("zoe", "Right!1") { Address = $"192.0.2.{i}" }, Stop)))));

        Assert.All(answers, static answer => Assert.Equal(CredentialOutcome.Ok, answer.Outcome));
    }

    /// <summary>What a sign-in costs the hub: many of many people at once, none refused; how many a minute is printed.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Category", "Soak")]
    public async Task Many_people_at_once_are_let_in(bool postgres)
    {
        await using SignOnLab lab = await SignOnLab.StartAsync(postgres ? new PostgresPlace() : null);
        int many = s_soak ? 2000 : 100;
        for (int i = 0; i < 20; i++)
        {
            await lab.PersonAsync($"p{i}");
        }

        long start = TimeProvider.System.GetTimestamp();
        CredentialAnswer[] answers = new CredentialAnswer[many];
        await Parallel.ForAsync(0, many, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Stop }, async (i, token) =>
            answers[i] = await lab.Check.CheckAsync(new CredentialAttempt($"p{i % 20}", "Right!1") { Address = $"192.0.2.{i % 200}" }, token));
        TestContext.Current.TestOutputHelper?.WriteLine($"{many / TimeProvider.System.GetElapsedTime(start).TotalMinutes:0} a minute");
        Assert.All(answers, static answer => Assert.Equal(CredentialOutcome.Ok, answer.Outcome));
    }

    [Fact]
    public async Task A_phone_with_an_old_password_is_reckoned_with()
    {
        await using SignOnLab lab = await SignOnLab.StartAsync();
        ModelAccount zoe = await lab.PersonAsync("zoe");
        string mark = (await lab.TryAsync("zoe", "Right!1")).DeviceMark!;
        (zoe.Wrong, zoe.LastWrong) = (5, lab.Clock.GetUtcNow());

        // One more locks: whoever is not known is not let near it.
        Assert.Equal(CredentialOutcome.TooManyTries, (await lab.TryAsync("zoe", "wrong", "203.0.113.9")).Outcome);
        Assert.Equal(CredentialOutcome.Ok, (await lab.TryAsync("zoe", "Right!1", "203.0.113.9", mark)).Outcome);
    }

    [Fact]
    public async Task An_address_that_fails_for_many_names_is_limited_and_known_browsers_behind_it_are_not()
    {
        await using SignOnLab lab = await SignOnLab.StartAsync();
        await lab.PersonAsync("zoe");
        await lab.PersonAsync("ann");
        string mark = (await lab.TryAsync("zoe", "Right!1", "2001:db8::7")).DeviceMark!;
        Dictionary<CredentialOutcome, int> outcomes = [];
        for (int i = 0; i < 130; i++)
        {
            CredentialOutcome outcome = (await lab.TryAsync($"name{i}", "Spring2026!", $"2001:db8::{i + 8:x}")).Outcome;
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        // The bucket leaks one in nine seconds, and each answer takes one.
        Assert.InRange(outcomes[CredentialOutcome.NotInHub], 100, 116);
        Assert.Equal(CredentialOutcome.TooManyTries, (await lab.TryAsync("ann", "Right!1", "2001:db8::1")).Outcome);
        Assert.Equal(CredentialOutcome.Ok, (await lab.TryAsync("zoe", "Right!1", "2001:db8::2", mark)).Outcome);
        Assert.Equal(CredentialOutcome.Ok, (await lab.TryAsync("ann", "Right!1", "2001:db8:0:1::1")).Outcome);
        lab.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(CredentialOutcome.Ok, (await lab.TryAsync("ann", "Right!1", "2001:db8::1")).Outcome);
    }

    [Fact]
    public async Task What_no_longer_counts_is_swept()
    {
        await using SignOnLab lab = await SignOnLab.StartAsync();
        await lab.PersonAsync("zoe");
        for (int i = 0; i < 20; i++)
        {
            await lab.TryAsync($"name{i}", "wrong", $"192.0.2.{i}");
        }

        Assert.InRange(await lab.Hub.CountAsync<SignOnTally>(cancellationToken: Stop), 21, 40);
        lab.Clock.Advance(TimeSpan.FromHours(1));
        await lab.TryAsync("zoe", "Right!1");
        Assert.Equal(0, await lab.Hub.CountAsync<SignOnTally>(cancellationToken: Stop));
        lab.Clock.Advance(SignOnMarks.Life + TimeSpan.FromDays(1));
        await lab.TryAsync("zoe", "wrong");
        Assert.Equal(0, await lab.Hub.CountAsync<SignOnPlace>(cancellationToken: Stop));
    }

    /// <summary>Tries at random moments, some an hour apart and some at once, with every threshold: the model never locks.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    [Trait("Category", "Soak")]
    public async Task No_timing_of_tries_locks(int seed)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        await using SignOnLab lab = await SignOnLab.StartAsync();
        int threshold = random.Next(3, 12);
        lab.Directory.Rule = new LockoutRule(threshold, TimeSpan.FromMinutes(random.Next(1, 60)));
        ModelAccount zoe = await lab.PersonAsync("zoe");
        string? mark = null;
        for (int i = 0; i < 120; i++)
        {
            bool right = random.Next(6) == 0;
            CredentialAnswer answer = await lab.TryAsync("zoe", right ? "Right!1" : "wrong", $"192.0.2.{random.Next(250)}", random.Next(3) == 0 ? mark : null);
            mark = answer.DeviceMark ?? mark;
            Assert.InRange(zoe.Wrong, 0, Math.Max(1, threshold - 2));
            Assert.False(zoe.Locked);
            lab.Clock.Advance(TimeSpan.FromSeconds(random.Next(4) == 0 ? random.Next(7200) : random.Next(60)));
        }
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, s_soak ? 200 : 8)];
}
