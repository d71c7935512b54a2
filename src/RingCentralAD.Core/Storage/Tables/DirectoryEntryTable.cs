using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

internal static class DirectoryEntryTable
{
    public static TableMap<DirectoryEntry> Map { get; } = new TableMap<DirectoryEntry>("directory_entry", static row => new DirectoryEntry
    {
        Id = row.Text(),
        Name = row.Text(),
        Kind = row.Enum<DirectoryKind>(),
        DomainKey = row.Text(),
        Settings = row.Json(DocumentJson.ReadSettings),
        ReadAttributes = row.Json(DocumentJson.ReadList),
        Cursor = row.OptionalText(),
        LastFullImport = row.OptionalTime(),
    })
        .Key(nameof(DirectoryEntry.Id), static row => row.Id)
        .Text(nameof(DirectoryEntry.Name), static row => row.Name)
        .Enum(nameof(DirectoryEntry.Kind), static row => row.Kind)
        .Text(nameof(DirectoryEntry.DomainKey), static row => row.DomainKey)
        .Json(nameof(DirectoryEntry.Settings), static row => DocumentJson.Write(row.Settings))
        .Json(nameof(DirectoryEntry.ReadAttributes), static row => DocumentJson.Write(row.ReadAttributes))
        .OptionalText(nameof(DirectoryEntry.Cursor), static row => row.Cursor)
        .OptionalTime(nameof(DirectoryEntry.LastFullImport), static row => row.LastFullImport)
        .Unique(nameof(DirectoryEntry.Name));
}
