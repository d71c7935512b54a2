using System.Net;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;

namespace RingCentralAD.RunHost;

/// <summary>Imports the hub's only directory; the password is in the environment.</summary>
public static class ImportHost
{
    /// <summary>Runs it; prints a line when it begins and one for each person.</summary>
    /// <param name="hubPath">The hub's file.</param>
    /// <param name="ahead">Seconds by which its clock is ahead.</param>
    public static async Task<int> RunAsync(string hubPath, double ahead)
    {
        LateClock clock = new(TimeSpan.FromSeconds(ahead));
        await using IHubStore hub = await HubStore.OpenAsync(HubLocation.Parse(hubPath), clock);
        DirectoryEntry entry = await DirectoryRegistration.FindAsync(hub, null);
        NetworkCredential credential = new(entry.Settings.UserName, Environment.GetEnvironmentVariable("RCAD_TEST_PASSWORD"));
        await using IDirectory directory = await DirectoryConnector.OpenAsync(entry.Id, entry.Kind, entry.Settings, credential, TimeProvider.System);
        Console.WriteLine("ready");
        DirectoryImport import = new(hub, directory, entry, clock);
        await foreach (ImportRecord record in import.RunAsync(new ImportRequest()))
        {
            Console.WriteLine(record);
        }

        return import.Stopped is null ? 0 : 3;
    }
}
