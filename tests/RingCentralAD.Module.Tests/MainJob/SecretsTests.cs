using System.Reflection;
using System.Text;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Simulator;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>
/// A whole run with real cmdlets at the highest verbosity, with a transcript, while everything goes wrong: no stream, file, error record,
/// command line or row of the hub holds a token, the JWT, the client secret or a password.
/// </summary>
public sealed class SecretsTests : IAsyncLifetime
{
    /// <summary>How every access token of the simulator begins.</summary>
    private const string Token = "U0pDMTJQMDFQQVMwMnxBQUJ4";

    private static readonly string[] s_steps =
    [
        "Set-RcLog $folder/log/sync.jsonl -Level Debug",
        "Connect-RcAccount -ClientId $client -ClientSecretFrom env:RCAD_LAB_PASSWORD -JwtFrom env:RCAD_LAB_JWT -Uri $url",
        "Connect-RcAccount -ClientId $client -ClientSecretFrom env:RCAD_LAB_SECRET -JwtFrom env:RCAD_LAB_SECRET -Uri $url",
        "Connect-RcAccount -ClientId $client -ClientSecret (ConvertTo-SecureString $env:RCAD_LAB_SECRET -AsPlainText -Force) -Jwt (ConvertTo-SecureString $env:RCAD_LAB_JWT -AsPlainText -Force) -Uri $url",
        "Connect-AdDirectory $server -UserName $administrator -CredentialFrom env:RCAD_LAB_SECRET -CACertificate $ca",
        "Connect-AdDirectory $server -Credential ([pscredential]::new($administrator, (ConvertTo-SecureString $env:RCAD_LAB_PASSWORD -AsPlainText -Force))) -CACertificate $ca",
        "Connect-AdDirectory $server -UserName $administrator -CredentialFrom env:RCAD_LAB_PASSWORD -CACertificate $ca",
        "Connect-RcAccount -ClientId $client -ClientSecretFrom env:RCAD_LAB_SECRET -JwtFrom env:RCAD_LAB_JWT -Uri $url",
        "Test-AdDirectory", "Test-RcAccount",
        "Import-AdUsers -WhatIf", "Import-AdUsers", "Import-RcUser", "Add-RcAssignment -Group 'RingCentral Users'",
        "Invoke-RcProvisioning -WhatIf", "Invoke-RcProvisioning -ConfirmFirstRun", "Invoke-RcProvisioning -AcceptGuard", "Invoke-RcProvisioning -AcceptGuard",
        "Compare-RcAccount", "Sync-PhoneWriteBack -ConfirmFirstRun -AcceptGuard", "Get-RcProvisioningError", "Get-RcOperation",
        "Get-RcHub", "Get-RcAccount", "Get-AdDirectory", "Get-RcUser", "Get-HubUser", "foreach ($name in 'client', 'Error', 'Host', 'PSBoundParameters') { (Get-Item variable:$name -ErrorAction Ignore).Value }",
    ];

    private Lab _lab = null!;

    [Fact]
    public async Task Nothing_that_a_whole_run_leaves_behind_holds_a_secret()
    {
        string transcript = Path.Combine(_lab.Folder, "transcript.txt");
        StartTranscript(transcript);
        _lab.SetUp();
        Break();
        StringBuilder shown = new();
        foreach (string step in s_steps)
        {
            ScriptResult result = _lab.Session.Run($$"""
                $VerbosePreference = 'Continue'; $DebugPreference = 'Continue'; $InformationPreference = 'Continue'; $ErrorActionPreference = 'Continue'
                & { {{step}} } *>&1 | ForEach-Object {
                    [System.IO.File]::AppendAllText("$folder/streams.txt", "$($_.GetType()) $_ $($_.PSObject.Properties | ForEach-Object { "$($_.Name)=$($_.Value)" })`n")
                    $_
                } | Out-Default
                $Error | ForEach-Object { $_; $_.Exception.ToString(); "$($_.ErrorDetails) $($_.ErrorDetails.RecommendedAction) $($_.TargetObject)"; $_.InvocationInfo.Line; $_.ScriptStackTrace }
                """);
            shown.AppendLine(string.Join('\n', result.Output)).AppendLine(string.Join('\n', result.Errors.Select(error => $"{error} {error.Exception}"))).AppendLine(result.Thrown?.ToString());
        }

        shown.AppendLine(_lab.Session.Screen.Text).AppendJoin('\n', _lab.Session.Screen.Progress).AppendLine(await _lab.DumpHubAsync());
        shown.Append(File.ReadAllText("/proc/self/cmdline"));
        int faults = _lab.Simulator.RequestLog.Entries.Count(entry => entry.Faults.Count > 0);
        TestContext.Current.TestOutputHelper?.WriteLine($"{faults} of {_lab.Simulator.RequestLog.Entries.Count} requests were struck");
        Assert.True(faults > 10, $"only {faults} requests were struck: {string.Join(", ", _lab.Simulator.Faults.Rules.Where(rule => rule.Struck == 0).Select(rule => rule.Rule.Kind))} never");
        Assert.True(_lab.Simulator.RequestLog.Count("updateExtension") > 5);
        Assert.Contains("Invoke-RcProvisioning", await File.ReadAllTextAsync(transcript, TestContext.Current.CancellationToken), StringComparison.Ordinal);

        string log = await File.ReadAllTextAsync(Path.Combine(_lab.Folder, "log", "sync.jsonl"), TestContext.Current.CancellationToken);
        Assert.All((string[])["Run started", "Run ended", "\"@mt\":\"Request\"", "RequestId"], part => Assert.Contains(part, log, StringComparison.Ordinal));
        Assert.All(_lab.Run("Get-HubUser | ForEach-Object { $_.Login; $_.LastName } | Where-Object { $_.Length -gt 5 }").Cast<string>(), person => Assert.DoesNotContain(person, log, StringComparison.OrdinalIgnoreCase));
        Assert.All(Secrets(), secret => Assert.DoesNotContain(secret, shown.ToString(), StringComparison.Ordinal));
        byte[][] files = [.. Directory.EnumerateFiles(_lab.Folder, "*", SearchOption.AllDirectories).Select(Read)];
        Assert.True(files.Length >= 4, "hub, its log, the transcript and the streams");
        Assert.All(files, content => Assert.All(Secrets(), secret =>
        {
            Assert.True(content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0);
            Assert.True(content.AsSpan().IndexOf(Encoding.Unicode.GetBytes(secret)) < 0);
        }));
    }

    private static IEnumerable<string> Secrets() =>
    [
        Token, JwtCredential.DefaultJwt, JwtCredential.DefaultJwt.Split('.')[^1], AppRegistration.DefaultClientSecret, SambaServer.Password,
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{AppRegistration.DefaultClientId}:{AppRegistration.DefaultClientSecret}")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(SambaServer.Password)), Uri.EscapeDataString(JwtCredential.DefaultJwt),
    ];

    private static byte[] Read(string file)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    /// <summary>The engine's own transcript, which Start-Transcript switches on where the console host's module is.</summary>
    private void StartTranscript(string path)
    {
        object ui = _lab.Run("$Host.UI").Single()!;
        MethodInfo start = ui.GetType().GetMethods(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
            .First(method => method.Name == "StartTranscribing" && method.GetParameters().Length == 4);
        start.Invoke(ui, [path, null, true, false]);
    }

    private void Break()
    {
        FaultKind[] kinds = [FaultKind.ConnectionReset, FaultKind.TruncatedJson, FaultKind.HtmlPage, FaultKind.EmptyBody, FaultKind.TokenExpired, FaultKind.TokenRevoked];
        foreach ((int at, FaultKind kind) in kinds.Index())
        {
            Add(new FaultRule { Kind = kind, Stage = kind is FaultKind.TokenExpired or FaultKind.TokenRevoked ? FaultStage.Before : FaultStage.After, Method = "PUT", Count = 1, Skip = at });
            Add(new FaultRule { Kind = kind, Method = "GET", Count = 1, Skip = 4 + (3 * at) });
        }

        Add(new FaultRule { Kind = FaultKind.ServerError, Status = 400, Code = "CMN-101", Parameter = "contact.department", Method = "PUT", Count = 2, Skip = 6 });
        Add(new FaultRule { Kind = FaultKind.ServerError, Status = 401, Code = "OAU-123", Method = "PUT", Count = 1, Skip = 10 });
        Add(new FaultRule { Kind = FaultKind.ServerError, Status = 400, Code = "NEW-1", Method = "PUT", Count = 1, Skip = 9 });
        Add(new FaultRule { Kind = FaultKind.RateLimited, RetryAfterSeconds = 1, Count = 1, Skip = 12 });
        Add(new FaultRule { Kind = FaultKind.ServerError, Status = 503, Operation = "getToken", Count = 1, Skip = 1 });

        void Add(FaultRule rule) => _lab.Simulator.Faults.Add(rule);
    }

    public async ValueTask InitializeAsync()
    {
        _lab = await Lab.WithSambaAsync(30, new SeedRequest { Unassigned = 40 });
        Directory.CreateDirectory(Path.Combine(_lab.Folder, "log"));
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();
}
