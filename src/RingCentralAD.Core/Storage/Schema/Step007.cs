namespace RingCentralAD.Core.Storage;

/// <summary>An entry that belongs to nobody is in no index of owners: an import of new people then writes each of them once.</summary>
internal static class Step007
{
    public static SchemaStep Step { get; } = new(7, """
        DROP INDEX app_user_system_id_user_id;
        DROP INDEX app_user_user_id;
        CREATE UNIQUE INDEX app_user_system_id_user_id ON app_user (system_id, user_id) WHERE user_id IS NOT NULL;
        CREATE INDEX app_user_user_id ON app_user (user_id) WHERE user_id IS NOT NULL;
        """);
}
