using System.Management.Automation;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Module.Tests.MainJob;
using RingCentralAD.Simulator;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Module.Tests.Hubs;

/// <summary>Hubs are carried from place to place by an administrator.</summary>
public sealed class HubPlaceTests : IAsyncLifetime
{
    private Lab _lab = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _lab = await Lab.WithFileAsync(new SeedRequest());
        _lab.SetUp();
        _lab.Run("Import-AdUsers | Out-Null");
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task A_hub_moves_to_postgresql_and_goes_on_there()
    {
        if (PostgresServer.WhyNot is { } why && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip(why);
        }

        await using PostgresServer server = await PostgresServer.StartAsync(cancellationToken: Stop);
        long people = Assert.IsType<long>(Assert.Single(_lab.Run("(Get-RcHub).People")));
        string before = await _lab.DumpHubAsync();
        _lab.Session.Runspace.SessionStateProxy.SetVariable("place", server.ConnectionString());
        Assert.Empty(_lab.Run("Copy-RcHub $place -WhatIf"));
        Assert.Equal("0", await server.PsqlAsync("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'ringcentralad'", cancellationToken: Stop));

        PSObject copied = PSObject.AsPSObject(Assert.Single(_lab.Run("Copy-RcHub $place"))!);
        Assert.True(people > 150);
        Assert.Equal(people, copied.Properties["People"].Value);
        Assert.DoesNotContain(server.Password, _lab.Session.Show("Copy-RcHub $folder/other.db -Hub $place"), StringComparison.Ordinal);
        Assert.Equal($"{people}", await server.PsqlAsync("SELECT count(*) FROM ringcentralad.hub_user", cancellationToken: Stop));
        Assert.Equal(before, await _lab.DumpHubAsync());

        // The same import on the new hub knows everybody.
        Assert.Empty(_lab.Run("Connect-RcHub $place | Out-Null; Import-AdUsers"));

        // Its object names it in this session, though it shows no password; so does a URI.
        Assert.Equal([people], _lab.Run("(Get-RcHub | Connect-RcHub).People"));
        Assert.Empty(_lab.Run("Import-AdUsers -Hub (Get-RcHub)"));
        _lab.Session.Runspace.SessionStateProxy.SetVariable("uri", $"postgresql://{PostgresServer.UserName}:{server.Password}@127.0.0.1:{server.Port}/postgres");
        Assert.Equal([people], _lab.Run("(Connect-RcHub $uri).People"));
        ScriptResult refused = _lab.Session.Run("Copy-RcHub $place -Hub $hub");
        Assert.Equal("HubExists,RingCentralAD.Commands.CopyRcHubCommand", refused.Thrown!.ErrorRecord.FullyQualifiedErrorId);
        Assert.DoesNotContain(server.Password, refused.Thrown!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_backup_is_put_back_and_a_damaged_hub_is_rebuilt_as_an_administrator_types_it()
    {
        long people = Assert.IsType<long>(Assert.Single(_lab.Run("(Get-RcHub).People")));
        PSObject backup = PSObject.AsPSObject(Assert.Single(_lab.Run("Backup-RcHub $folder"))!);
        string path = Assert.IsType<string>(backup.Properties["Location"].Value);
        Assert.StartsWith(Path.Combine(_lab.Folder, "Corp-"), path, StringComparison.Ordinal);

        _lab.Run("Disconnect-RcHub; [IO.File]::WriteAllText($hub, 'no hub any more')");
        ScriptResult refused = _lab.Session.Run("Get-HubUser -Hub $hub");
        Assert.Contains("Restore-RcHub", refused.Thrown!.ErrorRecord.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        _lab.Session.Runspace.SessionStateProxy.SetVariable("backup", path);
        Assert.Equal("HubExists,RingCentralAD.Commands.RestoreRcHubCommand", _lab.Session.Run("Restore-RcHub $backup -Hub $hub").Thrown!.ErrorRecord.FullyQualifiedErrorId);
        PSObject restored = PSObject.AsPSObject(Assert.Single(_lab.Run("Restore-RcHub $backup -Hub $hub -Replace"))!);
        Assert.Equal(people, restored.Properties["People"].Value);
        Assert.Equal("no hub any more", File.ReadAllText(Assert.IsType<string>(restored.Properties["KeptAside"].Value)));
        Assert.Empty(_lab.Run("Connect-RcHub $hub | Out-Null; Import-AdUsers"));

        _lab.Run("Disconnect-RcHub; [IO.File]::WriteAllText($hub, 'no hub any more')");
        Assert.Equal("HubRebuildCompany,RingCentralAD.Commands.RestoreRcHubCommand", _lab.Session.Run("Restore-RcHub -Rebuild -Hub $hub").Thrown!.ErrorRecord.FullyQualifiedErrorId);
        PSObject rebuilt = PSObject.AsPSObject(Assert.Single(_lab.Run("Restore-RcHub -Rebuild -Hub $hub -Company Corp"))!);
        Assert.Equal(0L, rebuilt.Properties["People"].Value);
        Assert.Equal(people, Assert.Single(_lab.Run("Connect-RcHub $hub | Out-Null; Connect-AdDirectory -LdifPath $ldif | Out-Null; Import-AdUsers | Out-Null; (Get-RcHub).People")));
    }
}
