using RingCentralAD.Core.Storage;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>A temporary folder for hub files.</summary>
public sealed class SqlitePlace : IHubPlace
{
    private int _count;

    public string Folder { get; } = Directory.CreateTempSubdirectory("rcad-store-").FullName;

    public HubLocation New() => HubLocation.Parse(Path.Combine(Folder, $"hub{_count++}.db"));

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
