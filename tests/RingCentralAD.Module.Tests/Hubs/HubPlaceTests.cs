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
        ScriptResult refused = _lab.Session.Run("Copy-RcHub $place -Hub $hub");
        Assert.Equal("HubExists,RingCentralAD.Commands.CopyRcHubCommand", refused.Thrown!.ErrorRecord.FullyQualifiedErrorId);
        Assert.DoesNotContain(server.Password, refused.Thrown!.ToString(), StringComparison.Ordinal);
    }
}
