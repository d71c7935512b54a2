namespace RingCentralAD.Core.Storage;

/// <summary>Whether a directory has ever shown the members of a group.</summary>
internal static class Step010
{
    public static SchemaStep Step { get; } = new(10, "ALTER TABLE hub_group ADD COLUMN members_unknown {bool} NOT NULL DEFAULT FALSE;");
}
