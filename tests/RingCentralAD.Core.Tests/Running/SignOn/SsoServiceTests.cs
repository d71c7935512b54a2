using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Core.Tests.Running.SignOn;

/// <summary>The unit of the identity provider's service, read by systemd's own checker; and what registering does to a machine.</summary>
public sealed class SsoServiceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rcad-unit-").FullName;
    private readonly Machine _machine = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private SsoServicePlan Plan => new()
    {
        Dotnet = "/bin/sh", Assembly = Path.Combine(_folder, "RingCentralAD.Sso.dll"), Hub = "/srv/it's 100% $HOME \"x\"/hub.db", Listen = "https://0.0.0.0:443",
        Certificate = "/etc/ssl/sso.pem", CertificateKey = "/etc/ssl/sso.key", CertificatePasswordFrom = "credential:sso-tls", RunAs = "root", Credentials = ["sso-tls"],
    };

    private SsoServicePlan Plain => Plan with { Listen = "http://127.0.0.1:8080", Certificate = null, CertificateKey = null, CertificatePasswordFrom = null };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_unit_is_one_that_systemd_reads_with_every_word_as_it_was()
    {
        string unit = Plan.Unit();
        Assert.Contains("LoadCredential=sso-tls\n", unit, StringComparison.Ordinal);
        Assert.Contains("\"--hub\" \"/srv/it's 100%% $$HOME \\\"x\\\"/hub.db\"", unit, StringComparison.Ordinal);
        Assert.Contains("\"--certificate-password-from\" \"credential:sso-tls\"", unit, StringComparison.Ordinal);
        Assert.SkipWhen(ServerTools.Missing("systemd-analyze") is not null, "systemd is not installed.");
        string file = Path.Combine(_folder, "ringcentralad-sso.service");
        await File.WriteAllTextAsync(file, unit, Stop);
        ToolResult result = await ServerTools.RunAsync("systemd-analyze", ["verify", "--man=no", file], cancellationToken: Stop);
        Assert.True(result.ExitCode == 0 && !result.Error.Contains("ringcentralad-sso", StringComparison.Ordinal), result.Error);
    }

    [Fact]
    public async Task Registering_writes_the_unit_and_starts_it_and_unregistering_takes_it_away()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has services.");
        SsoService service = new(_machine);
        SsoServiceInfo info = await service.RegisterAsync(Plan, Stop);
        Assert.Equal(("ringcentralad-sso.service", null), (info.Unit, info.ProcessId));
        await service.UnregisterAsync(Stop);

        Assert.Equal(
            [
                "write /etc/systemd/system/ringcentralad-sso.service", "systemctl daemon-reload", "systemctl enable --now ringcentralad-sso.service",
                "systemctl disable --now ringcentralad-sso.service", "delete /etc/systemd/system/ringcentralad-sso.service", "systemctl daemon-reload",
            ],
            _machine.Done);
        _machine.Done.Clear();
        foreach (string name in (string[])["x:/etc/shadow", "x\nExecStartPre=/bin/false"])
        {
            Assert.Equal("SecretPlaceInvalid", (await Assert.ThrowsAsync<RingCentralAdException>(() => service.RegisterAsync(Plan with { Credentials = [name] }, Stop))).ErrorId);
        }

        Assert.Empty(_machine.Done);
        foreach (SsoServicePlan bad in (SsoServicePlan[])[Plan with { Hub = "a\nb" }, Plan with { RunAs = "a b" }])
        {
            Assert.Equal("SsoRegistrationInvalid", (await Assert.ThrowsAsync<RingCentralAdException>(() => service.RegisterAsync(bad, Stop))).ErrorId);
        }
    }

    [Theory]
    [InlineData("Microsoft.AspNetCore.App 10.0.12 [/usr/share/dotnet]", true)]
    [InlineData("Microsoft.NETCore.App 10.0.12 [x]\nMicrosoft.AspNetCore.App 8.0.1 [x]", false)]
    [InlineData("", false)]
    public async Task The_runtime_is_looked_for_before_anything_is_started(string runtimes, bool found)
    {
        _machine.Says = runtimes;
        await File.WriteAllTextAsync(Plan.Assembly, "", Stop);
        RingCentralAdException? error = await Record.ExceptionAsync(() => new SsoService(_machine).CheckAsync(Plain, Stop)) as RingCentralAdException;
        Assert.Equal(found ? null : "SsoRuntimeMissing", error?.ErrorId);
        File.Delete(Plan.Assembly);
        error = await Record.ExceptionAsync(() => new SsoService(_machine).CheckAsync(Plain, Stop)) as RingCentralAdException;
        Assert.Equal("SsoHostMissing", error?.ErrorId);
    }

    [Theory]
    [InlineData("https://0.0.0.0:443", null, "SsoArgumentInvalid", "-Certificate")]
    [InlineData("127.0.0.1:8080", null, "SsoArgumentInvalid", "-Listen")]
    [InlineData("http://10.0.0.5:8080", null, "SsoArgumentInvalid", "in the clear")]
    [InlineData("https://sso.contoso.com", "none.pem", "SsoArgumentInvalid", "an IP address")]
    [InlineData("http://127.0.0.1:8080", "none.pem", "SsoArgumentInvalid", "https://")]
    [InlineData("https://0.0.0.0:443", "none.pem", "SsoCertificateInvalid", "none.pem")]
    [InlineData("https://0.0.0.0:443", "text.pem", "SsoCertificateInvalid", "text.pem")]
    public async Task What_cannot_start_is_refused_before_anything_is_started(string listen, string? certificate, string errorId, string says)
    {
        await File.WriteAllTextAsync(Plan.Assembly, "", Stop);
        await File.WriteAllTextAsync(Path.Combine(_folder, "text.pem"), "no certificate", Stop);
        SsoServicePlan plan = Plain with { Listen = listen, Certificate = certificate is null ? null : Path.Combine(_folder, certificate) };
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => new SsoService(_machine).CheckAsync(plan, Stop));
        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains(says, $"{error.Message} {error.Remedy}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_is_not_there_is_refused_before_anything_is_written()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows says so when the service is made.");
        await File.WriteAllTextAsync(Plan.Assembly, "", Stop);
        _machine.Ends = static line => line.StartsWith("id ", StringComparison.Ordinal) ? 1 : 0;
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => new SsoService(_machine).CheckAsync(Plain with { RunAs = "nobody-here" }, Stop));
        Assert.Equal(("SsoRegistrationInvalid", "This machine has no account nobody-here."), (error.ErrorId, error.Message));
    }

    [Fact]
    public async Task What_the_machine_does_not_let_go_of_stays_registered_and_the_error_says_so()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has services.");
        SsoService service = new(_machine);
        Assert.Equal("SsoNotRegistered", (await Assert.ThrowsAsync<RingCentralAdException>(() => service.UnregisterAsync(Stop))).ErrorId);
        Assert.Empty(_machine.Done);
        await service.RegisterAsync(Plan, Stop);
        (_machine.Ends, _machine.Says) = (static line => line.Contains("disable", StringComparison.Ordinal) ? 4 : 0, "Interactive authentication required.");
        RingCentralAdException error = await Assert.ThrowsAsync<RingCentralAdException>(() => service.UnregisterAsync(Stop));
        Assert.Equal(("SsoRegistrationRefused", "systemctl disable ended with 4: Interactive authentication required."), (error.ErrorId, error.Message));
        Assert.DoesNotContain(_machine.Done, static line => line.StartsWith("delete", StringComparison.Ordinal));
    }

    private sealed class Machine : ISchedulePlatform
    {
        public List<string> Done { get; } = [];

        public string Says { get; set; } = "";

        public Func<string, int> Ends { get; set; } = static _ => 0;

        public Task WriteAsync(string path, string text, CancellationToken cancellationToken)
        {
            Done.Add($"write {path}");
            return Task.CompletedTask;
        }

        public string? Read(string path) => Done.Contains($"write {path}") ? "" : null;

        public void Delete(string path) => Done.Add($"delete {path}");

        public bool IsRunning(params string[] names) => false;

        public Task<(int ExitCode, string Output)> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
        {
            string line = $"{program} {string.Join(' ', arguments)}";
            Done.Add(line);
            return Task.FromResult((Ends(line), Says));
        }
    }
}
