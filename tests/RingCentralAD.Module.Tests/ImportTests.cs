using System.Management.Automation;
using RingCentralAD.Module.Tests.Host;
using Xunit;

namespace RingCentralAD.Module.Tests;

public sealed class ImportTests
{
    [Fact]
    public void A_plain_build_can_be_imported()
    {
        using ModuleSession session = ModuleSession.Open();

        PSModuleInfo module = Assert.IsType<PSModuleInfo>(Assert.Single(session.Run("Get-Module RingCentralAD").MustSucceed().Values));
        Assert.Equal(ModuleType.Binary, module.ModuleType);
        Assert.Equal(Repository.Root, module.ModuleBase);
        Assert.Equal("RingCentralAD.Loader", Assert.Single(module.NestedModules).Name);
    }

    [Fact]
    public void The_manifest_is_valid()
    {
        using ModuleSession session = ModuleSession.OpenEmpty();

        ScriptResult result = session.Run("param($m) Test-ModuleManifest $m", Repository.Manifest).MustSucceed();

        PSModuleInfo manifest = Assert.IsType<PSModuleInfo>(Assert.Single(result.Values));
        Assert.Equal(new Version(7, 6), manifest.PowerShellVersion);
        Assert.Equal(["Core"], manifest.CompatiblePSEditions);
        Assert.NotEqual(Guid.Empty, manifest.Guid);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void Importing_again_by_force_keeps_the_commands()
    {
        using ModuleSession session = ModuleSession.Open(testCmdlets: true);
        string before = Commands(session);

        for (int i = 0; i < 3; i++)
        {
            session.Run("param($m) Import-Module $m -Force", Repository.Manifest).MustSucceed();
        }

        Assert.Equal(before, Commands(session));
        Assert.Equal([1, 2, 3], session.Run("Get-TestNumber").MustSucceed().Values);
    }

    [Fact]
    public void Removed_and_imported_again_it_works()
    {
        using ModuleSession session = ModuleSession.Open();
        string before = Commands(session);

        session.Run("Remove-Module RingCentralAD").MustSucceed();
        Assert.Empty(session.Run("Get-Module RingCentralAD").Output);
        Assert.Empty(session.Run("Get-Command -Module RingCentralAD").Output);

        session.Run("param($m) Import-Module $m", Repository.Manifest).MustSucceed();
        Assert.Equal(before, Commands(session));
    }

    [Fact]
    public async Task Two_runspaces_import_it_at_once()
    {
        ModuleSession[] sessions = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ModuleSession.Open(testCmdlets: true))));
        try
        {
            ScriptResult[] results = await Task.WhenAll(sessions.Select(session => Task.Run(() => session.Run("Get-TestNumber -Count 200"))));

            Assert.All(results, result => Assert.Equal(Enumerable.Range(1, 200).Cast<object?>(), result.MustSucceed().Values));
        }
        finally
        {
            Array.ForEach(sessions, session => session.Dispose());
        }
    }

    [Fact]
    public void Importing_changes_nothing_in_the_session()
    {
        const string State = """
            (Get-Command -CommandType Function, Alias | ForEach-Object { "$($_.CommandType) $($_.Name) $($_.Definition)" }) -join "`n"
            ([Environment]::GetEnvironmentVariables().GetEnumerator() | ForEach-Object { "$($_.Key)=$($_.Value)" }) -join "`n"
            $PWD.Path
            [IO.Directory]::GetCurrentDirectory()
            $ErrorActionPreference, $ProgressPreference, $InformationPreference -join ' '
            """;
        using ModuleSession session = ModuleSession.OpenEmpty();
        IReadOnlyList<object?> before = session.Run(State).MustSucceed().Values;

        session.Run("param($m) Import-Module $m -Alias @()", Repository.Manifest).MustSucceed();

        Assert.Equal(before, session.Run(State).MustSucceed().Values);
        Assert.Equal("", session.Screen.Text);
        Assert.Empty(session.Screen.Questions);
        Assert.Equal(0, session.Run("$Error.Count").Values[0]);
    }

    private static string Commands(ModuleSession session) =>
        string.Join(" ", session.Run("Get-Command -Module RingCentralAD, RingCentralAD.TestCmdlets | ForEach-Object Name").MustSucceed().Values);
}
