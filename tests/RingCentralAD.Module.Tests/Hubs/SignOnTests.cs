using System.Diagnostics;
using System.Management.Automation;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Module.Tests.Hubs;

/// <summary>The identity provider as an administrator makes it, from nothing to a service that answers.</summary>
public sealed class SignOnTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rcad-sso-cmdlets-").FullName;
    private readonly ModuleSession _session = ModuleSession.Open();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _session.Run("Disconnect-RcHub");
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task From_nothing_to_a_service_that_answers_and_is_stopped()
    {
        Run("New-RcHub $folder/hub.db -Company Contoso | Out-Null; New-RcSsoProvider https://sso.contoso.com -KeyFolder $folder/keys -WhatIf");
        Assert.False(Directory.Exists(Path.Combine(_folder, "keys")));
        Assert.Equal("SsoProviderMissing", ErrorOf("Get-RcSsoProvider"));

        // The key lies beside the hub, and the view says where to the last letter.
        PSObject made = Run("New-RcSsoProvider https://sso.contoso.com")[0];
        string key = Assert.Single(Directory.GetFiles(Path.Combine(_folder, "keys")));
        foreach (string view in (string[])["Get-RcSsoProvider", "(Get-RcSsoProvider).Certificates"])
        {
            Assert.Contains($"file:{key}", string.Concat(_session.Show(view).Split('\n').Select(static line => line.Trim())), StringComparison.Ordinal);
        }

        Assert.Equal("Contoso", made.Properties["Label"].Value);
        Assert.Equal("https://sso.contoso.com/sso/metadata", made.Properties["EntityId"].Value);
        Assert.Equal("SsoProviderExists", ErrorOf("New-RcSsoProvider https://other.contoso.com -KeyFolder $folder/keys"));
        Assert.Equal(4, Run("Get-AttributeMapping HubToSso").Count);

        Run("Get-RcSsoMetadata -OutFile $folder/idp.xml");
        Assert.Contains("entityID=\"https://sso.contoso.com/sso/metadata\"", await File.ReadAllTextAsync(Path.Combine(_folder, "idp.xml"), Stop), StringComparison.Ordinal);
        int port = LoopbackPort.Free();
        PSObject service = Run($"Start-RcSsoService http://127.0.0.1:{port}")[0];
        using Process process = Process.GetProcessById((int)service.Properties["ProcessId"].Value);
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // A session of its own: neither Ctrl+C nor the end of the terminal ends it. The sixth field of the file.
                Assert.Equal($"{process.Id}", (await File.ReadAllTextAsync($"/proc/{process.Id}/stat", Stop)).Split(' ')[5]);
            }

            using HttpClient client = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            Assert.Equal("ok\n", await client.GetStringAsync("/health", Stop));
            Assert.Contains("Contoso", await client.GetStringAsync("/sso/start", Stop), StringComparison.Ordinal);
            Assert.Equal(await File.ReadAllTextAsync(Path.Combine(_folder, "idp.xml"), Stop), await client.GetStringAsync("/sso/metadata", Stop));

            // Where somebody listens already, the error is what the service said.
            Assert.Equal("SsoStartFailed", ErrorOf($"Start-RcSsoService http://127.0.0.1:{port}"));

            Assert.Equal("SsoNotRunning", ErrorOf("Stop-RcSsoService http://127.0.0.1:1"));
            Run("Stop-RcSsoService -WhatIf");
            Assert.False(process.HasExited);
            Run("Stop-RcSsoService");
            Assert.True(process.HasExited);
            Assert.Equal("SsoNotRunning", ErrorOf("Stop-RcSsoService"));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(Stop);
        }
    }

    [Fact]
    public void What_cannot_be_is_refused_before_anything_is_started()
    {
        Run("New-RcHub $folder/hub.db -Company Contoso | Out-Null; New-RcSsoProvider https://sso.contoso.com -Label 'Contoso Ltd' -KeyFolder $folder/keys | Out-Null");
        string dotnet = Path.Combine(_folder, "dotnet");
        File.WriteAllText(dotnet, "#!/bin/sh\necho 'Microsoft.NETCore.App 10.0.1 [/usr/share/dotnet]'\necho 'Microsoft.AspNetCore.App 8.0.1 [/usr/share/dotnet]'\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            Assert.Equal("SsoRuntimeMissing", ErrorOf("Start-RcSsoService -Dotnet $folder/dotnet"));
        }

        Assert.Equal("SsoRuntimeMissing", ErrorOf("Start-RcSsoService -Dotnet $folder/none"));
        Assert.Equal("SsoArgumentInvalid", ErrorOf("Start-RcSsoService http://0.0.0.0:8080 -WhatIf"));
        Assert.Equal("SecretPlaceInvalid", ErrorOf("Start-RcSsoService https://0.0.0.0:8443 -Certificate $folder/sso.pfx -CertificatePasswordFrom hunter2"));
        foreach (string bad in (string[])["http://sso.contoso.com", "https://sso.contoso.com/path", "https://me:secret@sso.contoso.com", "sso.contoso.com"])
        {
            Assert.Equal("SsoOptionInvalid", ErrorOf($"Set-RcSsoProvider -BaseUrl '{bad}'"));
        }

        Assert.Equal("SsoOptionInvalid", ErrorOf("Set-RcSsoServiceProvider Wiki -EntityId x -AcsUrl http://wiki.contoso.com/acs"));
        Assert.Equal("SsoProviderInvalid", ErrorOf("Set-RcSsoServiceProvider Wiki -EntityId x"));
        Assert.Equal("SsoProviderNotFound", ErrorOf("Remove-RcSsoServiceProvider Wiki -Confirm:$false"));
        Assert.Equal("SsoKeyStepInvalid", ErrorOf("Set-RcSsoProvider -KeyRollover Switch"));
        Assert.Equal("MappingTargetUnknown", ErrorOf("Set-AttributeMapping HubToSso 'a b' 'user.email'"));
        Assert.Equal("MappingOfNoDirectory", ErrorOf("Connect-AdDirectory -LdifPath $ldif -Name file | Out-Null; Set-AttributeMapping HubToSso title 'user.title' -Directory file"));
    }

    [Fact]
    public void Its_settings_go_with_the_configuration_and_its_key_does_not()
    {
        Run("New-RcHub $folder/hub.db -Company Contoso | Out-Null; New-RcSsoProvider https://sso.contoso.com -Region Eu -KeyFolder $folder/keys | Out-Null");
        Run("Set-RcSsoProvider -Label 'Contoso Ltd' -SessionLifetime 1:00:00 -TrustedProxy 10.0.0.5; Set-RcSsoServiceProvider Wiki -EntityId https://wiki.contoso.com -AcsUrl https://wiki.contoso.com/acs; Set-AttributeMapping HubToSso department 'user.department'");
        Run("Export-RcConfiguration $folder/contoso.json");
        string file = File.ReadAllText(Path.Combine(_folder, "contoso.json"));
        Assert.Contains("ssoeuro.ringcentral.com", file, StringComparison.Ordinal);
        Assert.DoesNotContain("key.pem", file, StringComparison.Ordinal);
        Run("New-RcHub $folder/second.db -Company Contoso | Out-Null; Import-RcConfiguration $folder/contoso.json -Force -Confirm:$false | Out-Null");
        Assert.Equal("Contoso Ltd", Run("(Get-RcSsoProvider).Label")[0].BaseObject);
        Assert.Equal(2, Run("(Get-RcSsoProvider).ServiceProviders").Count);
        Assert.Equal("SsoKeyMissing", ErrorOf("Get-RcSsoMetadata"));
        Run("Set-RcSsoProvider -KeyRollover Begin -KeyFolder $folder/other; Get-RcSsoMetadata | Out-Null");
        Assert.Empty(Run("Set-RcSsoProvider -Label Other -PassThru -WhatIf; Set-RcSsoProvider -KeyRollover Switch -PassThru -WhatIf"));
        Assert.Equal("Contoso Ltd", Run("(Set-RcSsoProvider -PassThru).Label")[0].BaseObject);
        Assert.Equal(["RingCentralEU"], Run("Remove-RcSsoServiceProvider None, Wiki -ErrorAction SilentlyContinue -Confirm:$false; (Get-RcSsoProvider).ServiceProviders.Name").Select(static name => name.BaseObject));
    }

    private IReadOnlyList<PSObject> Run(string script) => [.. Begin(script).MustSucceed().Output.OfType<PSObject>()];

    private string ErrorOf(string script) => Begin(script).Thrown!.ErrorRecord.FullyQualifiedErrorId.Split(',')[0];

    private ScriptResult Begin(string script) => _session.Run($"param($folder, $ldif) $ErrorActionPreference = 'Stop'; {script}", _folder, Repository.In("tools", "sample", "contoso.ldif"));
}
