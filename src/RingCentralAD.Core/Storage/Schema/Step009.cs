namespace RingCentralAD.Core.Storage;

/// <summary>Fewer and narrower indexes of app users: who belongs to somebody is found by that person, whoever belongs to nobody by that alone.</summary>
internal static class Step009
{
    public static SchemaStep Step { get; } = new(9, """
        DROP INDEX app_user_system_id_user_id;
        DROP INDEX app_user_user_id;
        DROP INDEX app_user_standing;
        CREATE UNIQUE INDEX app_user_owner ON app_user (user_id, system_id) WHERE user_id IS NOT NULL;
        CREATE INDEX app_user_unowned ON app_user (system_id, state, enabled, in_scope) WHERE user_id IS NULL;
        CREATE INDEX app_user_standing ON app_user (system_id, state, enabled, in_scope);
        """);
}
