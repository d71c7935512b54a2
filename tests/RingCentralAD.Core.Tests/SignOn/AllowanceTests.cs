using RingCentralAD.Core.Model;
using RingCentralAD.Core.SignOn;
using Xunit;

namespace RingCentralAD.Core.Tests.SignOn;

/// <summary>The arithmetic of the budgets, what answers of directories mean, and marks.</summary>
public sealed class AllowanceTests
{
    private static readonly DateTimeOffset s_now = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 30, 5, 3, 15)]
    [InlineData(1, 30, 1, 1, 31)]
    [InlineData(3, 30, 1, 1, 31)]
    [InlineData(5, 30, 3, 2, 31)]
    [InlineData(6, 10, 4, 2, 11)]
    [InlineData(10, 1, 8, 4, 6)]
    [InlineData(999, 30, 10, 5, 31)]
    public void We_stay_two_below_the_threshold(int threshold, int minutes, int most, int strange, int window)
    {
        AccountAllowance allowance = AccountAllowance.Of(threshold == 0 ? null : new LockoutRule(threshold, TimeSpan.FromMinutes(minutes)));

        Assert.Equal((most, strange, TimeSpan.FromMinutes(window)), (allowance.Most, allowance.Strange, allowance.Window));
    }

    [Fact]
    public void The_chain_goes_on_as_long_as_no_two_are_further_apart_than_the_window()
    {
        AccountAllowance allowance = new(2, TimeSpan.FromMinutes(10));
        SignOnTally one = allowance.TryTake("k", null, true, s_now)!;
        SignOnTally two = allowance.TryTake("k", one, true, s_now.AddMinutes(9))!;
        Assert.Null(allowance.TryTake("k", two, true, s_now.AddMinutes(18)));
        Assert.Equal(1, allowance.TryTake("k", two, true, s_now.AddMinutes(19))!.Spent);

        // A right one in between does not lengthen it.
        SignOnTally right = allowance.TryTake("k", one, false, s_now.AddMinutes(9))!;
        Assert.Equal(one, AccountAllowance.GiveBack(right, one, right, known: false));
        Assert.Null(AccountAllowance.GiveBack(one, null, one, known: true));
    }

    [Theory]
    [InlineData("52e", CredentialOutcome.WrongPassword, false)]
    [InlineData("525", CredentialOutcome.WrongPassword, false)]
    [InlineData("52f", CredentialOutcome.NotAllowedHere, false)]
    [InlineData("530", CredentialOutcome.NotAllowedHere, true)]
    [InlineData("531", CredentialOutcome.NotAllowedHere, true)]
    [InlineData("532", CredentialOutcome.PasswordExpired, true)]
    [InlineData("533", CredentialOutcome.Disabled, true)]
    [InlineData("701", CredentialOutcome.AccountExpired, true)]
    [InlineData("773", CredentialOutcome.MustChangePassword, true)]
    [InlineData("775", CredentialOutcome.Locked, false)]
    [InlineData("57", CredentialOutcome.WrongPassword, false)]
    public void Sub_codes_of_active_directory(string code, CredentialOutcome outcome, bool right)
    {
        CredentialVerdict verdict = CredentialVerdict.Of(new BindAnswer(false, 49, code), new DirectoryAccount { Dn = "CN=x" }, s_now);

        Assert.Equal((outcome, right), (verdict.Outcome, verdict.PasswordRight));
        Assert.NotNull(verdict.Reason);
    }

    [Fact]
    public void What_a_wrong_password_hides_is_read_from_the_entry()
    {
        DirectoryAccount account = new() { Dn = "CN=x", Disabled = true, Ends = s_now.AddDays(-1), MustChange = true };

        CredentialVerdict verdict = CredentialVerdict.Of(new BindAnswer(false, 49, "52e"), account, s_now);

        Assert.Equal(new CredentialVerdict(CredentialOutcome.WrongPassword, false, "The password is wrong; besides, the account is disabled and has expired and must change its password."), verdict);
    }

    [Theory]
    [InlineData(49, null, false, false, CredentialOutcome.WrongPassword, false)]
    [InlineData(49, null, false, true, CredentialOutcome.Locked, false)]
    [InlineData(49, null, true, false, CredentialOutcome.Disabled, false)]
    [InlineData(53, null, true, false, CredentialOutcome.Disabled, false)]
    [InlineData(19, null, false, false, CredentialOutcome.Locked, false)]
    [InlineData(49, 0, false, false, CredentialOutcome.PasswordExpired, true)]
    [InlineData(49, 1, false, false, CredentialOutcome.Locked, false)]
    [InlineData(0, 2, false, false, CredentialOutcome.MustChangePassword, true)]
    [InlineData(0, null, false, false, CredentialOutcome.Ok, true)]
    [InlineData(53, null, false, false, CredentialOutcome.NotAllowedHere, false)]
    public void Answers_of_other_servers(int code, int? policy, bool disabled, bool locked, CredentialOutcome outcome, bool right)
    {
        CredentialVerdict verdict = CredentialVerdict.Of(new BindAnswer(code == 0, code) { Policy = policy }, new DirectoryAccount { Dn = "uid=x", Disabled = disabled, Locked = locked }, s_now);

        Assert.Equal((outcome, right), (verdict.Outcome, verdict.PasswordRight));
    }

    [Fact]
    public void A_mark_is_one_persons_and_of_one_key()
    {
        SignOnMarks marks = new(new byte[32]);
        SignOnMarks others = new([.. Enumerable.Repeat((byte)1, 32)]);
        string mark = marks.Device("u1", s_now);

        Assert.True(marks.IsDevice(mark, "u1", s_now.AddDays(100)));
        Assert.False(marks.IsDevice(mark, "u2", s_now));
        Assert.False(others.IsDevice(mark, "u1", s_now));
        Assert.False(marks.IsDevice(mark, "u1", s_now + SignOnMarks.Life));
        Assert.False(marks.IsDevice(mark, "u1", s_now.AddHours(-2)));
        Assert.NotEqual(mark, marks.Device("u1", s_now));
        for (int i = 0; i < mark.Length; i++)
        {
            Assert.False(marks.IsDevice(mark.Remove(i, 1).Insert(i, mark[i] == 'A' ? "B" : "A"), "u1", s_now));
        }

        foreach (string? odd in (string?[])[null, "", ".", "1...", "1.x.y.z", new string('1', 5000)])
        {
            Assert.False(marks.IsDevice(odd, "u1", s_now));
        }
    }

    [Fact]
    public void Addresses_are_hashes_and_an_ipv6_network_is_one()
    {
        SignOnMarks marks = new(new byte[32]);

        Assert.Equal(marks.Address("2001:db8::1"), marks.Address("2001:db8:0:0:ffff::2"));
        Assert.NotEqual(marks.Address("2001:db8::1"), marks.Address("2001:db8:0:1::1"));
        Assert.Equal(marks.Address("192.0.2.1"), marks.Address("::ffff:192.0.2.1"));
        Assert.NotEqual(marks.Address("192.0.2.1"), marks.Address("192.0.2.2"));
        Assert.NotEqual(marks.Places("u1", "192.0.2.1"), marks.Places("u2", "192.0.2.1"));
        Assert.DoesNotContain("192", marks.Address("192.0.2.1"), StringComparison.Ordinal);
        Assert.Null(marks.Address("nonsense"));
        Assert.Empty(marks.Places("u1", null));
    }

    [Fact]
    public void A_mark_of_the_key_before_is_recognised_while_that_key_is_there()
    {
        byte[] old = [.. Enumerable.Repeat((byte)1, 32)];
        byte[] next = [.. Enumerable.Repeat((byte)2, 32)];
        IReadOnlyList<byte[]> secrets = [old, next];
        SignOnMarks marks = new(() => secrets);
        string mark = marks.Device("u1", s_now);
        string place = marks.Places("u1", "192.0.2.1")[0];
        secrets = [next, old];

        Assert.True(marks.IsDevice(mark, "u1", s_now));
        Assert.Equal([new SignOnMarks(next).Places("u1", "192.0.2.1")[0], place], marks.Places("u1", "192.0.2.1"));
        Assert.True(new SignOnMarks(next).IsDevice(marks.Device("u1", s_now), "u1", s_now));
        secrets = [next];
        Assert.False(marks.IsDevice(mark, "u1", s_now));
    }

    [Fact]
    public void A_directory_that_never_forgets_keeps_new_browsers_out_for_a_day_at_most() =>
        Assert.Equal(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1), AccountAllowance.Of(new LockoutRule(5, TimeSpan.FromDays(365))).Window);

    [Theory]
    [InlineData(3, 30, 5, 30, false)]
    [InlineData(4, 30, 5, 30, true)]
    [InlineData(4, 30, 5, 29, false)]
    [InlineData(9, 30, 0, 30, false)]
    [InlineData(9, 30, 1, 30, false)]
    public void One_more_locks_where_all_but_one_count(int wrong, int minutesAgo, int threshold, int window, bool near)
    {
        LockoutRule? rule = threshold == 0 ? null : new LockoutRule(threshold, TimeSpan.FromMinutes(window) + TimeSpan.FromSeconds(1));
        DateTimeOffset last = s_now.AddMinutes(-minutesAgo);

        // As Active Directory tells it: a number and the last time; as OpenLDAP does: each time; as 389 DS does: a number alone.
        Assert.Equal(near, NearLockout.Is(new DirectoryAccount { Dn = "x", WrongPasswords = wrong, LastWrongPassword = last }, rule, s_now));
        Assert.Equal(near, NearLockout.Is(new DirectoryAccount { Dn = "x", WrongPasswords = wrong, WrongPasswordTimes = [.. Enumerable.Repeat(last, wrong)] }, rule, s_now));
        Assert.Equal(wrong == 4 || threshold - 1 is > 0 and var most && wrong >= most, NearLockout.Is(new DirectoryAccount { Dn = "x", WrongPasswords = wrong }, rule, s_now));
    }

    [Fact]
    public void Wrong_passwords_that_are_forgotten_one_by_one_end_with_the_one_that_makes_room()
    {
        LockoutRule rule = new(4, TimeSpan.FromMinutes(30));
        DirectoryAccount account = new() { Dn = "x", WrongPasswords = 4, WrongPasswordTimes = [s_now.AddMinutes(-1), s_now.AddMinutes(-40), s_now.AddMinutes(-10), s_now.AddMinutes(-20)] };

        Assert.True(NearLockout.Is(account, rule, s_now));
        Assert.Equal(s_now.AddMinutes(10), NearLockout.Ends(account, rule));
        Assert.False(NearLockout.Is(account, rule, s_now.AddMinutes(10)));
        Assert.Null(NearLockout.Ends(account, rule with { Window = TimeSpan.FromDays(365) }));
    }
}
