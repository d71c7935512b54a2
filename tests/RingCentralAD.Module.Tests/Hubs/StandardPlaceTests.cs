using RingCentralAD.Module.Tests.Host;
using Xunit;

namespace RingCentralAD.Module.Tests.Hubs;

/// <summary>Where a hub lies when nobody names a place: below the home of an account whose home is still empty.</summary>
public sealed class StandardPlaceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rcad-place-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Of_an_account_that_has_no_data_folder_yet()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root may be somebody else.");
        string home = Directory.CreateDirectory(Path.Combine(_folder, "home")).FullName;
        await ToolProcess.RunAsync("chown", "", "-R", "nobody", _folder);
        ToolOutcome outcome = await ToolProcess.RunAsync(
            "setpriv", "", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--inh-caps=+dac_override", "--ambient-caps=+dac_override",
            "env", "-u", "RCAD_HUB", $"HOME={home}", "sh", "-c", "cd \"$HOME\" && exec \"$0\" -Command 'New-RcHub -Company Example | Out-Null; (Get-RcHub).Location'", Repository.Shell);

        string expected = Path.Combine(home, ".local", "share", "RingCentralAD", "hub.db");
        Assert.Equal((0, expected), (outcome.ExitCode, outcome.Output.Trim()));
        Assert.True(File.Exists(expected), outcome.Error);
    }
}
