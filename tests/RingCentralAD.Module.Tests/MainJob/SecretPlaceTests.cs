using System.Globalization;
using System.Text;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Simulator;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>
/// A sync against a real domain controller with its three secrets out of each kind of place, in sessions that were told nothing but the hub; and what
/// is said where a place gives none. Nothing that is left behind holds a secret.
/// </summary>
public sealed class SecretPlaceTests : IAsyncLifetime
{
    /// <summary>What stands in for SecretManagement's command, which is in no registry of the tests: the same name, parameters and answers.</summary>
    private const string Vault = """
        function global:Get-Secret { [CmdletBinding()] param([string] $Name, [string] $Vault)
            $secret = [Environment]::GetEnvironmentVariable("RCAD_LAB_$Name")
            if ($Vault -ne 'RingCentral' -or -not $secret) { Write-Error "The secret $Name was not found in the vault $Vault." -ErrorId GetSecretNotFound; return }
            $text = [System.Security.SecureString]::new(); $secret.ToCharArray() | ForEach-Object { $text.AppendChar($_) }; $text.MakeReadOnly()
            if ($Name -eq 'PASSWORD') { [pscredential]::new('sync', $text) } else { $text }
        }
        """;

    private readonly StringBuilder _shown = new();
    private Lab _lab = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Keys => Path.Combine(_lab.Folder, "keys");

    [Fact]
    public async Task Each_kind_of_place_serves_a_sync_that_was_told_nothing_else()
    {
        Environment.SetEnvironmentVariable("CREDENTIALS_DIRECTORY", Keys);
        foreach ((string kind, Func<string, string> place) in new (string, Func<string, string>)[]
        {
            ("env", name => $"env:RCAD_LAB_{name}"), ("credential", name => $"credential:{name}"), ("vault", name => $"vault:RingCentral/{name}"), ("file", name => $"file:keys/{name}"),
        })
        {
            IReadOnlyList<object?> connected = Shown(
                $$"""
                {{Vault}}
                $ErrorActionPreference = 'Stop'; $null = $ExecutionContext.SessionState.Path.SetLocation($folder)
                Connect-RcHub $hub | Out-Null
                Connect-AdDirectory $server -UserName $administrator -CredentialFrom {{place("PASSWORD")}} -CACertificate $ca
                Connect-RcAccount -ClientId $client -ClientSecretFrom {{place("SECRET")}} -JwtFrom {{place("JWT")}} -Uri $url
                """);
            Assert.Equal(["AdDirectoryInfo", "RcAccountInfo"], connected.Select(one => one!.GetType().Name));
            Assert.Contains(place("JWT")[..5], await _lab.DumpHubAsync(), StringComparison.Ordinal);
            Assert.Equal(0, Sync(kind == "vault" ? Vault : ""));
        }

        // The hub knows the whole path; the last sync read it from another folder.
        string hub = await _lab.DumpHubAsync();
        Assert.Contains($"file:{Keys}/JWT", hub, StringComparison.Ordinal);

        // Now it is said what is wrong with a place, and the stages that need it fail, the others do not.
        SetMode(Path.Combine(Keys, "JWT"), UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.Equal(["Import corp.example: nothing to do", "Provisioning RingCentral: Failed", "ReadBack RingCentral: Failed", "WriteBack corp.example: nothing to do"], StagesOf("SecretFileOpen"));
        SetMode(Path.Combine(Keys, "JWT"), UnixFileMode.UserRead);
        File.Delete(Path.Combine(Keys, "PASSWORD"));
        Assert.Equal(["Import corp.example: Failed", "Provisioning RingCentral: nothing to do", "ReadBack RingCentral: nothing to do", "WriteBack corp.example: Failed"], StagesOf("SecretNotFound"));
        await File.WriteAllTextAsync(Path.Combine(Keys, "PASSWORD"), AppRegistration.DefaultClientSecret, Stop);
        SetMode(Path.Combine(Keys, "PASSWORD"), UnixFileMode.UserRead);
        Assert.Equal("Import corp.example: Failed", StagesOf("AdSignInFailed")[0]);
        foreach (string refused in (string[])[
            "Connect-RcAccount -JwtFrom vault:RingCentral/JWT", $"{Vault}; Connect-RcAccount -JwtFrom vault:RingCentral/NONE", $"{Vault}; Connect-RcAccount -JwtFrom vault:JWT", "Connect-RcAccount -JwtFrom $env:RCAD_LAB_JWT"])
        {
            Shown($"Connect-RcHub $hub | Out-Null; {refused}");
        }

        string[] ids = [.. _shown.ToString().Split('\n').Where(line => line.StartsWith("FQID ", StringComparison.Ordinal)).Select(line => line[5..].Split(',')[0])];
        Assert.Equal(["SecretVaultMissing", "SecretVaultFailed", "SecretVaultFailed", "SecretPlaceInvalid"], ids);
        await NothingHoldsASecretAsync();
    }

    public async ValueTask InitializeAsync()
    {
        _lab = await Lab.WithSambaAsync(10, new SeedRequest { Unassigned = 20 });
        Directory.CreateDirectory(Keys);
        foreach (string name in (string[])["PASSWORD", "SECRET", "JWT"])
        {
            string path = Path.Combine(Keys, name);
            await File.WriteAllTextAsync(path, Environment.GetEnvironmentVariable("RCAD_LAB_" + name) + "\n", Stop);
            SetMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        _lab.SetUp();
        _lab.Run("Import-AdUsers | Out-Null; Add-RcAssignment -Group 'RingCentral Users' | Out-Null; Invoke-RcSync -ConfirmFirstRun | Out-Null; Disconnect-RcHub");
    }

    public ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable("CREDENTIALS_DIRECTORY", null);
        return _lab.DisposeAsync();
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private int Sync(string before) => Convert.ToInt32(Shown($"{before}; (Invoke-RcSync -Hub $hub).ExitCode")[^1], CultureInfo.InvariantCulture);

    /// <summary>The stages of a sync in which something fails for this reason.</summary>
    private string[] StagesOf(string errorId)
    {
        string[] lines = [.. Shown("(Invoke-RcSync -Hub $hub).Stages | ForEach-Object { \"$_\"; \"ID $($_.ErrorId)\" }").Select(line => $"{line}")];
        Assert.All(lines.Where(line => line.StartsWith("ID ", StringComparison.Ordinal) && line.Length > 3), line => Assert.Equal($"ID {errorId}", line));
        Assert.Contains($"ID {errorId}", lines);
        return [.. lines.Where(line => !line.StartsWith("ID ", StringComparison.Ordinal))];
    }

    /// <summary>Runs a script in a session of its own, and keeps all that it shows.</summary>
    private IReadOnlyList<object?> Shown(string script)
    {
        using ModuleSession session = ModuleSession.Open();
        foreach (string name in (string[])["folder", "hub", "server", "administrator", "ca", "client", "url"])
        {
            session.Runspace.SessionStateProxy.SetVariable(name, _lab.Session.Runspace.SessionStateProxy.GetVariable(name));
        }

        ScriptResult result = session.Run(
            $"$VerbosePreference = 'Continue'; $DebugPreference = 'Continue'; $InformationPreference = 'Continue'; try {{ {script} }} catch {{ \"FQID $($_.FullyQualifiedErrorId)\"; \"$($_ | Out-String)\"; \"$($_.Exception)\"; \"$($_.ErrorDetails.RecommendedAction)\" }} finally {{ Disconnect-RcHub }}");
        _shown.AppendJoin('\n', result.Output).Append('\n').AppendJoin('\n', result.Errors.Select(error => $"{error} {error.Exception} {error.TargetObject}")).AppendJoin('\n', result.Warnings)
            .AppendLine(result.Thrown?.ToString()).AppendLine(session.Screen.Text);
        return result.Values;
    }

    private async Task NothingHoldsASecretAsync()
    {
        _shown.AppendLine(await _lab.DumpHubAsync()).Append(await File.ReadAllTextAsync("/proc/self/cmdline", Stop));
        string[] secrets = [SambaServer.Password, AppRegistration.DefaultClientSecret, JwtCredential.DefaultJwt, JwtCredential.DefaultJwt.Split('.')[^1]];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, _shown.ToString(), StringComparison.Ordinal));
        string[] files = [.. Directory.EnumerateFiles(_lab.Folder, "*", SearchOption.TopDirectoryOnly)];
        Assert.Contains(_lab.HubFile, files);
        foreach (string file in files)
        {
            byte[] content = await File.ReadAllBytesAsync(file, Stop);
            Assert.All(secrets, secret => Assert.True(content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0 && content.AsSpan().IndexOf(Encoding.Unicode.GetBytes(secret)) < 0, file));
        }
    }
}
