using System.Management.Automation;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Simulator;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Module.Tests.MainJob;

/// <summary>
/// A runspace with the module, the simulator, a folder for the hub, and a directory: a real domain controller, or the sample company's LDIF.
/// Scripts see where things are as variables: <c>$hub</c>, <c>$server</c>, <c>$url</c> and the others of <see cref="Values"/>.
/// </summary>
internal sealed class Lab : IAsyncDisposable
{
    private Lab(SambaServer? samba, RingCentralSimulator simulator)
    {
        (Samba, Simulator) = (samba, simulator);
        Session = ModuleSession.Open();
        Session.Runspace.SessionStateProxy.SetVariable("ErrorActionPreference", ActionPreference.Stop);
        Session.Runspace.SessionStateProxy.SetVariable("ConfirmPreference", ConfirmImpact.None);
        foreach ((string name, string value) in Values())
        {
            Session.Runspace.SessionStateProxy.SetVariable(name, value);
        }
    }

    public SambaServer? Samba { get; }

    public RingCentralSimulator Simulator { get; }

    public ModuleSession Session { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("rcad-lab-").FullName;

    public string HubFile => Path.Combine(Folder, "hub.db");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>With a domain controller of so many people of <see cref="SampleDomain"/>.</summary>
    public static Task<Lab> WithSambaAsync(int people, SeedRequest seed) => WithSambaAsync(SampleDomain.Ldif(people), seed);

    /// <summary>With a domain controller of these entries.</summary>
    public static async Task<Lab> WithSambaAsync(string ldif, SeedRequest seed)
    {
        if (SambaServer.WhyNot is { } why && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip(why);
        }

        return new Lab(await SambaServer.StartAsync(ldif, Stop), await SimulatorAsync(seed));
    }

    /// <summary>With the sample company of the demo as an LDIF file.</summary>
    public static async Task<Lab> WithFileAsync(SeedRequest seed)
    {
        Lab lab = new(null, await SimulatorAsync(seed));
        File.Copy(Repository.In("tools", "sample", "contoso.ldif"), Path.Combine(lab.Folder, "contoso.ldif"));
        return lab;
    }

    /// <summary>A hub that knows its directory and its account, with provisioning and write-back switched on, and nobody in it yet.</summary>
    public void SetUp()
    {
        Run("New-RcHub $hub -Company Corp | Connect-RcHub | Out-Null");
        Run(Samba is null
            ? "Connect-AdDirectory -LdifPath $ldif | Out-Null"
            : "Connect-AdDirectory $server -UserName $administrator -CredentialFrom env:RCAD_LAB_PASSWORD -CACertificate $ca | Out-Null");
        Run("""
            Connect-RcAccount -ClientId $client -ClientSecretFrom env:RCAD_LAB_SECRET -JwtFrom env:RCAD_LAB_JWT -Uri $url | Out-Null
            Set-RcProvisioningOption -CreateUsers $true -UpdateUserAttributes $true -DeactivateUsers $true -ReactivateUsers $true
            Set-AdDirectory -WriteBack $true
            """);
    }

    /// <summary>Runs a script that must succeed.</summary>
    public IReadOnlyList<object?> Run(string script) => Session.Run(script).MustSucceed().Values;

    /// <summary>Every row of the hub as SQLite's own program shows it.</summary>
    public async Task<string> DumpHubAsync()
    {
        ToolOutcome outcome = await ToolProcess.RunAsync("sqlite3", "", "-readonly", HubFile, ".dump");
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        return outcome.Output;
    }

    public async ValueTask DisposeAsync()
    {
        Session.Run("Disconnect-RcHub");
        Session.Dispose();
        await Simulator.DisposeAsync();
        if (Samba is not null)
        {
            await Samba.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    private static Task<RingCentralSimulator> SimulatorAsync(SeedRequest seed)
    {
        SimulatorOptions options = new() { RateLimits = RateLimitOptions.Raised(), Seed = seed };
        options.Tokens.Sessions = 50;
        return RingCentralSimulator.StartAsync(options, null, Stop);
    }

    private IEnumerable<(string Name, string Value)> Values()
    {
        // The same for all tests of the process, so that they may set them at once.
        Environment.SetEnvironmentVariable("RCAD_LAB_PASSWORD", SambaServer.Password);
        Environment.SetEnvironmentVariable("RCAD_LAB_SECRET", AppRegistration.DefaultClientSecret);
        Environment.SetEnvironmentVariable("RCAD_LAB_JWT", JwtCredential.DefaultJwt);
        yield return ("folder", Folder);
        yield return ("hub", HubFile);
        yield return ("ldif", Path.Combine(Folder, "contoso.ldif"));
        yield return ("server", Samba?.Address ?? "");
        yield return ("administrator", SambaServer.Administrator);
        yield return ("ca", Samba?.CaFile ?? "");
        yield return ("client", AppRegistration.DefaultClientId);
        yield return ("url", Simulator.BaseUri.ToString());
    }
}
