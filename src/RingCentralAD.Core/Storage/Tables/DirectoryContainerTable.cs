using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

internal static class DirectoryContainerTable
{
    public static TableMap<DirectoryContainer> Map { get; } = new TableMap<DirectoryContainer>(
        "directory_container", static row => new DirectoryContainer(row.Text(), row.Text(), row.OptionalText(), row.Text()))
        .Key(nameof(DirectoryContainer.SystemId), static row => row.SystemId)
        .Key(nameof(DirectoryContainer.Key), static row => row.Key)
        .OptionalText(nameof(DirectoryContainer.ParentKey), static row => row.ParentKey)
        .Text(nameof(DirectoryContainer.Place), static row => row.Place);
}
