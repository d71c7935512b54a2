using Microsoft.Extensions.Time.Testing;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.SignOn;
using RingCentralAD.Core.Tests.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Running.Telling;

/// <summary>What of a hub is worth a word, and how bad it is.</summary>
public sealed class HubHealthTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly SqlitePlace _place = new();
    private IHubStore _hub = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_hub_has_nothing_to_say() => Assert.Empty(await HubHealth.ReadAsync(_hub, _clock, Token));

    [Fact]
    public async Task A_group_that_gave_RingCentral_and_is_gone_is_told()
    {
        HubGroup pilot = new() { Id = "g1", Name = "RC Pilot", Kind = HubGroupKind.Imported, SystemId = "d", Key = "k", Place = "CN=RC Pilot,DC=example,DC=com" };
        await WriteAsync(transaction => transaction.SaveAsync([pilot, pilot with { Id = "g2", Name = "Other", Key = "l", State = AppUserState.Gone }], Token));
        await WriteAsync(transaction => transaction.SaveAsync([new Assignment { Id = "a", GroupId = "g1", CreatedAt = _clock.GetUtcNow() }], Token));
        Assert.Empty(await HubHealth.ReadAsync(_hub, _clock, Token));
        await WriteAsync(transaction => transaction.SaveAsync([pilot with { State = AppUserState.Gone }], Token));
        HealthFinding finding = Assert.Single(await HubHealth.ReadAsync(_hub, _clock, Token));
        Assert.Equal((HealthTopic.AssignedGroupGone, "RC Pilot"), (finding.Topic, finding.Subject));
        Assert.Contains("gone from its directory (CN=RC Pilot,DC=example,DC=com)", finding.Message, StringComparison.Ordinal);
        Assert.Contains("Remove-RcAssignment -Group 'RC Pilot'", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_two_directories_share_is_found_once()
    {
        CredentialEnd[] ends = [.. ((string[])["d", "e"]).Select(id => new CredentialEnd(HealthTopic.CertificateExpires, id, "The client certificate /etc/rc/client.pem", _clock.GetUtcNow().AddDays(3)))];
        await WriteAsync(transaction => transaction.SetAsync(new HealthFacts { Ends = ends }, Token));
        Assert.Equal(["The client certificate /etc/rc/client.pem"], (await HubHealth.ReadAsync(_hub, _clock, Token)).Select(static finding => finding.Subject));
    }

    [Fact]
    public async Task The_certificates_of_sign_on_are_watched_until_they_are_renewed_or_their_service_is_gone()
    {
        DateTimeOffset now = _clock.GetUtcNow();
        SigningKey key = SigningKey.Create("sso.example", _clock);
        await WriteAsync(transaction => transaction.SetAsync(new SignOnKeys { All = [new SignOnKey(CertificateText.Of(key.Certificate), "file:/x")] }, Token));
        SignOnServiceNote one = new("web1", "https://0.0.0.0:443", 1, now) { Certificate = "/etc/ssl/sso.pem", CertificateEnds = now.AddDays(6) };
        await SignOnServiceNotes.KeepAsync(_hub, one, Token);
        await SignOnServiceNotes.KeepAsync(_hub, one with { Host = "web2", CertificateEnds = now.AddDays(-31) }, Token);
        await SignOnServiceNotes.KeepAsync(_hub, one with { Host = "web3", Url = "http://127.0.0.1:8080", CertificateEnds = null }, Token);
        HealthFinding finding = Assert.Single(await HubHealth.ReadAsync(_hub, _clock, Token));
        Assert.Equal((HealthTopic.CertificateExpires, 4), (finding.Topic, finding.Step));
        Assert.Equal("The certificate of the sign-on service at https://0.0.0.0:443 on web1 ends on 2026-03-07 08:00 UTC, in 6 days.", finding.Message);
        Assert.StartsWith("Renew /etc/ssl/sso.pem on web1", finding.Remedy, StringComparison.Ordinal);

        // The service says of a renewed one; one that took its place is not forgotten with it.
        await SignOnServiceNotes.KeepAsync(_hub, one with { ProcessId = 2, CertificateEnds = now.AddDays(90) }, Token);
        await SignOnServiceNotes.ForgetAsync(_hub, one, Token);
        Assert.Equal(3, (await _hub.GetAsync<SignOnServices>(Token)).All.Count);
        Assert.Empty(await HubHealth.ReadAsync(_hub, _clock, Token));

        _clock.Advance(TimeSpan.FromDays((5 * 365) - 5));
        Assert.Equal(["The signing certificate of sign-on"], (await HubHealth.ReadAsync(_hub, _clock, Token)).Select(static finding => finding.Subject));
        _clock.Advance(TimeSpan.FromDays(60));
        Assert.Contains("ended on 2031-03-01", Assert.Single(await HubHealth.ReadAsync(_hub, _clock, Token)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_another_controller_showed_stands_until_its_day()
    {
        DateTimeOffset now = _clock.GetUtcNow();
        CredentialEnd dc1 = new(HealthTopic.CertificateExpires, "d", "The certificate of dc1", now.AddDays(20)) { OfServer = true };
        CredentialEnd dc2 = dc1 with { Name = "The certificate of dc2", At = now.AddDays(300) };
        CredentialEnd password = new(HealthTopic.PasswordExpires, "d", "The password of sync", now.AddDays(9));
        HealthFacts facts = new() { Ends = [dc1, password] };

        // dc2 is met, and the account has a password that does not end by now; another day dc1 shows its new certificate.
        facts = HealthNotes.Merge(facts, [dc2], new HashSet<string> { "d" }, now);
        Assert.Equal([dc1, dc2], facts.Ends);
        Assert.Equal([dc1, dc2], HealthNotes.Merge(facts, [], new HashSet<string>(), now).Ends);
        CredentialEnd renewed = dc1 with { At = now.AddDays(365) };
        Assert.Equal([renewed, dc2], HealthNotes.Merge(facts, [renewed], new HashSet<string> { "d" }, now).Ends);
        Assert.Equal([dc2], HealthNotes.Merge(facts, [dc2], new HashSet<string> { "d" }, now.AddDays(21)).Ends);
    }

    [Fact]
    public async Task Each_topic_is_found_and_gone_when_it_is_over()
    {
        DirectoryEntry entry = new() { Id = "d", Name = "contoso.com", Kind = DirectoryKind.ActiveDirectory, DomainKey = "k", Settings = new DirectorySettings { Servers = ["dc1"] } };
        await WriteAsync(async transaction =>
        {
            await transaction.SaveAsync([entry], Token);
            await transaction.SaveAsync([new DirectoryHealth { DirectoryId = "d", FailingSince = _clock.GetUtcNow(), Failures = 4, Message = "No server answers.", Remedy = "Check the network." }], Token);
            await transaction.SaveAsync(
                [
                    new Run { Id = "r1", Number = 1, Kind = RunKind.Provisioning, SystemId = Ids.RingCentral, State = RunState.Completed },
                    new Run { Id = "r2", Number = 2, Kind = RunKind.Provisioning, SystemId = Ids.RingCentral, State = RunState.Held, Message = "9 people would lose RingCentral.", StartedAt = _clock.GetUtcNow() },
                    new Run { Id = "r3", Number = 3, Kind = RunKind.Import, SystemId = "d", State = RunState.Held, Message = "6 people would be deactivated." },
                ],
                Token);
            await transaction.SaveAsync([.. Enumerable.Range(0, 9).Select(static number => new Operation { Id = $"o{number}", RunId = "r2", SystemId = Ids.RingCentral, UserId = "u", Kind = OperationKind.Deactivate, State = OperationState.Held })], Token);
            await transaction.SaveAsync([new Problem { Id = "p", Stage = RunKind.Provisioning, SystemId = Ids.RingCentral, Person = "Zoe", ErrorId = "RcNoUnassigned", Message = "x" }], Token);
            await transaction.SetAsync(new ProvisioningOptions { CreateUsers = true }, Token);
            await transaction.SetAsync(new AccountStock { ReadAt = _clock.GetUtcNow(), Unassigned = 2 }, Token);
            await transaction.SetAsync(
                new HealthFacts
                {
                    Ends =
                    [
                        new CredentialEnd(HealthTopic.CertificateExpires, "d", "The certificate of dc1", _clock.GetUtcNow().AddDays(12)), new CredentialEnd(HealthTopic.JwtExpires, Ids.RingCentral, "The JWT credential for RingCentral", _clock.GetUtcNow().AddHours(-1)),
                        new CredentialEnd(HealthTopic.PasswordExpires, "d", "The password of sync", _clock.GetUtcNow().AddDays(31)),
                    ],
                },
                Token);
        });

        IReadOnlyList<HealthFinding> findings = await HubHealth.ReadAsync(_hub, _clock, Token);
        Assert.Equal(
            [
                "GuardStopped Import contoso.com 1: Import contoso.com was stopped: 6 people would be deactivated.",
                "GuardStopped Provisioning RingCentral 4: Provisioning RingCentral was stopped: 9 people would lose RingCentral.",
                "DirectoryFailing contoso.com 3: The imports of contoso.com have failed since 2026-03-01 08:00 UTC: No server answers.",
                "PeopleStuck  1: 1 person is stuck.",
                "LicencesLow  1: 1 person waits for a licence, a line or a number: the account has none left.",
                "UnassignedLow  2: 2 Unassigned extensions are left.",
                "CertificateExpires The certificate of dc1 3: The certificate of dc1 ends on 2026-03-13 08:00 UTC, in 12 days.",
                "JwtExpires The JWT credential for RingCentral 7: The JWT credential for RingCentral ended on 2026-03-01 07:00 UTC.",
            ],
            findings.Select(static finding => $"{finding.Topic} {finding.Subject} {finding.Step}: {finding.Message}"));
        Assert.All(findings, static finding => Assert.NotEmpty(finding.Remedy));
        Assert.Equal(findings.Select(static finding => finding.Message), (await HubOverview.ReadAsync(_hub, _clock, Token)).Health.Select(static finding => finding.Message));

        // The next run goes through, and the limits are wider.
        await WriteAsync(async transaction =>
        {
            await transaction.SaveAsync(
                [new Run { Id = "r4", Number = 4, Kind = RunKind.Provisioning, SystemId = Ids.RingCentral, State = RunState.Completed }, new Run { Id = "r5", Number = 5, Kind = RunKind.Import, SystemId = "d", State = RunState.Completed }], Token);
            await transaction.SaveAsync([new DirectoryHealth { DirectoryId = "d" }], Token);
            await transaction.RemoveAsync(new Filter<Problem>(), Token);
            await transaction.SetAsync(new HealthLimits { Unassigned = 2, ExpiryDays = 10 }, Token);
        });
        Assert.Equal([HealthTopic.JwtExpires], (await HubHealth.ReadAsync(_hub, _clock, Token)).Select(static finding => finding.Topic));
    }

    [Fact]
    public async Task Limits_say_from_where_on()
    {
        await WriteAsync(async transaction =>
        {
            await transaction.SetAsync(new HealthLimits { StuckPeople = 3 }, Token);
            await transaction.SaveAsync([.. Enumerable.Range(0, 2).Select(static number => new Problem { Id = $"p{number}", Stage = RunKind.Import, SystemId = "d", Person = "Zoe", ErrorId = "HubValueMissing", Message = "x" })], Token);
        });
        Assert.Empty(await HubHealth.ReadAsync(_hub, _clock, Token));
        await WriteAsync(transaction => transaction.SaveAsync([.. Enumerable.Range(0, 6).Select(static number => new Problem { Id = $"p{number}", Stage = RunKind.Import, SystemId = "d", Person = "Zoe", ErrorId = "HubValueMissing", Message = "x" })], Token));
        Assert.Equal(2, Assert.Single(await HubHealth.ReadAsync(_hub, _clock, Token)).Step);
    }

    [Theory]
    [InlineData("", "mail.contoso.com", "a@contoso.com", "b@contoso.com", "it needs a name")]
    [InlineData("a\nb", "mail.contoso.com", "a@contoso.com", "b@contoso.com", "it needs a name")]
    [InlineData("ops", "mail contoso", "a@contoso.com", "b@contoso.com", "the mail server is no name")]
    [InlineData("ops", "mail.contoso.com", "a@contoso.com\r\nBcc: x@y.z", "b@contoso.com", "is no mail address")]
    [InlineData("ops", "mail.contoso.com", "contoso", "b@contoso.com", "'contoso' is no mail address")]
    [InlineData("ops", "mail.contoso.com", "a@contoso.com", "", "'' is no mail address")]
    public void A_mail_that_can_never_be_sent_is_refused(string name, string server, string from, string to, string why)
    {
        RingCentralAdException error = Assert.Throws<RingCentralAdException>(() => NotificationRules.Check(new Notification { Name = name, SmtpServer = server, From = from, To = [to] }));
        Assert.Equal("NotificationInvalid", error.ErrorId);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_needs_its_place_and_tls_and_a_secret_is_not_repeated()
    {
        Notification mail = new() { Name = "ops", SmtpServer = "mail.contoso.com", From = "a@contoso.com", To = ["b@contoso.com"] };
        NotificationRules.Check(mail);
        Notification[] bad =
        [
            mail with { To = [] }, mail with { UserName = "sync" }, mail with { UserName = "sync", PasswordFrom = "Tr0ub4dor&3" }, mail with { UserName = "sync", PasswordFrom = "env:X", SmtpTls = SmtpTls.None }, mail with { RemindAfterDays = 0 },
            mail with { Kind = NotificationKind.Webhook }, mail with { Kind = NotificationKind.Webhook, UrlFrom = "https://hooks.ringcentral.com/Tr0ub4dor&3" },
        ];
        Assert.All(bad, static notification => Assert.DoesNotContain("Tr0ub4dor", Assert.Throws<RingCentralAdException>(() => NotificationRules.Check(notification)).ToString(), StringComparison.Ordinal));
    }

    public async ValueTask InitializeAsync() => _hub = await NewHub.CreateAsync(_place.New(), "Contoso", _clock, Token);

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _place.DisposeAsync();
    }

    private Task WriteAsync(Func<IHubTransaction, Task> work) => _hub.WriteAsync(work, null, Token);
}
