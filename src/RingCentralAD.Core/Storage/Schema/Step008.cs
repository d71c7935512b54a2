namespace RingCentralAD.Core.Storage;

/// <summary>What a directory says of each entry's last change, for the verify pass.</summary>
internal static class Step008
{
    public static SchemaStep Step { get; } = new(8, "ALTER TABLE app_user ADD COLUMN mark {text};");
}
