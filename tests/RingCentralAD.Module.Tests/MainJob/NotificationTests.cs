using System.Management.Automation;
using System.Net;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Simulator;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>Word when it matters, as an administrator sets it and a scheduled sync sends it.</summary>
public sealed class NotificationTests : IAsyncLifetime
{
    private readonly WebhookListener _listener = new();
    private Lab _lab = null!;

    public async ValueTask InitializeAsync()
    {
        _lab = await Lab.WithFileAsync(new SeedRequest { Unassigned = 12 });
        _lab.SetUp();
        string file = Path.Combine(_lab.Folder, "webhook");
        await File.WriteAllTextAsync(file, _listener.Url, TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        _lab.Run("Import-AdUsers | Out-Null; Add-RcAssignment -Group 'RingCentral Users'");
    }

    public async ValueTask DisposeAsync()
    {
        await _lab.DisposeAsync();
        await _listener.DisposeAsync();
    }

    [Fact]
    public async Task A_sync_tells_at_its_end_and_once()
    {
        Assert.Empty(_lab.Run("Set-RcNotification chat -UrlFrom file:$folder/webhook -Topic PeopleStuck, UnassignedLow, LicencesLow"));
        PSObject test = PSObject.AsPSObject(Assert.Single(_lab.Run("Test-RcNotification chat"))!);
        Assert.Equal((true, "the webhook took it"), (test.Properties["Sent"].Value, test.Properties["Detail"].Value));
        Assert.Single(_listener.Posts);

        // Twelve lines for more people: the others wait.
        _lab.Run("Invoke-RcSync -ConfirmFirstRun -WhatIf | Out-Null");
        Assert.Single(_listener.Posts);
        ScriptResult sync = _lab.Session.Run("Invoke-RcSync -ConfirmFirstRun");
        Assert.Equal(2, _listener.Posts.Count);
        string body = _listener.Posts[^1].Body;
        Assert.Contains("people are stuck", body, StringComparison.Ordinal);
        Assert.Contains("0 Unassigned extensions are left", body, StringComparison.Ordinal);
        Assert.Contains("Corp", body, StringComparison.Ordinal);
        _lab.Run("Invoke-RcSync | Out-Null");
        Assert.Equal(2, _listener.Posts.Count);

        string shown = _lab.Session.Show("Get-RcHub");
        Assert.Contains("Unassigned extensions are left", shown, StringComparison.Ordinal);
        Assert.Contains("UnassignedLow", _lab.Run("(Get-RcHub).Health.Topic").Select(static topic => $"{topic}"));

        // What was seen of the credentials is noted, too.
        Assert.Contains("The JWT credential for RingCentral", await _lab.DumpHubAsync(), StringComparison.Ordinal);

        // The address is nowhere but in its file.
        Assert.DoesNotContain(WebhookListener.Secret, await _lab.DumpHubAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(sync.Warnings, static warning => warning.Contains(WebhookListener.Secret, StringComparison.Ordinal));
        _lab.Run("Export-RcConfiguration $folder/contoso.json");
        string configuration = await File.ReadAllTextAsync(Path.Combine(_lab.Folder, "contoso.json"), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(WebhookListener.Secret, configuration, StringComparison.Ordinal);
        Assert.Contains("\"name\": \"chat\"", configuration, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_cannot_be_sent_is_a_warning_and_is_tried_again()
    {
        _lab.Run("Set-RcNotification chat -UrlFrom file:$folder/webhook; Set-RcNotification mail -SmtpServer 127.0.0.1 -SmtpPort 1 -From a@contoso.com -To b@contoso.com -SmtpTls None");
        _listener.Answer = HttpStatusCode.InternalServerError;
        ScriptResult failed = _lab.Session.Run("(Invoke-RcSync -ConfirmFirstRun).ExitCode").MustSucceed();
        int code = Assert.IsType<int>(Assert.Single(failed.Values));
        Assert.Contains(failed.Warnings, static warning => warning.StartsWith("The notification chat could not be sent: 127.0.0.1 answered 500", StringComparison.Ordinal));
        Assert.Contains(failed.Warnings, static warning => warning.StartsWith("The notification mail could not be sent: 127.0.0.1:1 cannot be reached", StringComparison.Ordinal));
        Assert.DoesNotContain(failed.Warnings, static warning => warning.Contains(WebhookListener.Secret, StringComparison.Ordinal));

        _listener.Answer = HttpStatusCode.OK;
        _lab.Run("Remove-RcNotification mail");
        ScriptResult again = _lab.Session.Run("(Invoke-RcSync).ExitCode").MustSucceed();
        Assert.Equal(code, Assert.Single(again.Values));
        Assert.DoesNotContain(again.Warnings, static warning => warning.Contains("notification", StringComparison.Ordinal));
        Assert.Equal(2, _listener.Posts.Count);
        Assert.Equal(["chat"], _lab.Run("(Get-RcNotification).Name").Cast<string>());
    }

    [Fact]
    public void What_is_set_stays_and_what_can_never_do_is_refused()
    {
        _lab.Run("Set-RcNotification ops -SmtpServer mail.contoso.com -From a@contoso.com -To b@contoso.com -UserName a -PasswordFrom vault:x/y -SmtpTls Tls; Set-RcNotification OPS -RemindAfterDays 7 -Topic GuardStopped; Set-RcNotification -StuckPeople 5");
        Assert.Equal(
            ["ops", "mail.contoso.com", "465", "vault:x/y", "7", "GuardStopped"],
            _lab.Run("$n = Get-RcNotification; $n.Name; $n.SmtpServer; $n.SmtpPort; $n.PasswordFrom; $n.RemindAfterDays; $n.Topics").Select(static value => $"{value}"));
        Assert.Empty(_lab.Run("Set-RcNotification other -UrlFrom env:X -WhatIf; Get-RcNotification other*"));
        foreach (string bad in (string[])["Set-RcNotification x", "Set-RcNotification ops -SmtpTls None", "Set-RcNotification x -UrlFrom env:X -Template nonsense"])
        {
            ScriptResult refused = _lab.Session.Run(bad);
            Assert.Equal("NotificationInvalid,RingCentralAD.Commands.SetRcNotificationCommand", refused.Thrown!.ErrorRecord.FullyQualifiedErrorId);
            Assert.DoesNotContain("hooks.ringcentral.com", refused.Thrown!.Message, StringComparison.Ordinal);
        }

        ScriptResult plain = _lab.Session.Run("Set-RcNotification x -UrlFrom https://hooks.ringcentral.com/secret");
        Assert.StartsWith("SecretPlaceInvalid,", plain.Thrown!.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain("hooks.ringcentral.com", $"{plain.Thrown.ErrorRecord} {plain.Thrown.ErrorRecord.ErrorDetails.RecommendedAction}", StringComparison.Ordinal);

        // Without a name nothing of it would be kept: nothing at all is stored, and both parameters are named.
        ScriptResult nameless = _lab.Session.Run("Set-RcNotification -SmtpServer mail.contoso.com -To b@contoso.com -StuckPeople 9");
        Assert.Equal("NotificationInvalid,RingCentralAD.Commands.SetRcNotificationCommand", nameless.Thrown!.ErrorRecord.FullyQualifiedErrorId);
        Assert.StartsWith("-SmtpServer, -To ", nameless.Thrown.ErrorRecord.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.StartsWith("Give the notification's name", nameless.Thrown.ErrorRecord.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("5 people stuck", _lab.Session.Show("Set-RcNotification -Unassigned 3 -WhatIf"), StringComparison.Ordinal);
        Assert.Equal("NotificationNotFound,RingCentralAD.Commands.TestRcNotificationCommand", _lab.Session.Run("Test-RcNotification nobody").Thrown!.ErrorRecord.FullyQualifiedErrorId);
    }
}
