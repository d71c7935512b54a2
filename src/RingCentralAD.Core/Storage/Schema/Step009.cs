namespace RingCentralAD.Core.Storage;

/// <summary>
/// Fewer and narrower indexes: an app user who belongs to somebody is found by that person, one who belongs to nobody by that alone; and whoever
/// has no employee number is not looked for by it.
/// </summary>
internal static class Step009
{
    public static SchemaStep Step { get; } = new(9, """
        DROP INDEX app_user_system_id_user_id;
        DROP INDEX app_user_user_id;
        DROP INDEX app_user_standing;
        CREATE UNIQUE INDEX app_user_owner ON app_user (user_id, system_id) WHERE user_id IS NOT NULL;
        CREATE INDEX app_user_unowned ON app_user (system_id, state, enabled, in_scope) WHERE user_id IS NULL;
        CREATE INDEX app_user_standing ON app_user (system_id, state, enabled, in_scope) WHERE user_id IS NOT NULL;
        DROP INDEX hub_user_employee_key;
        CREATE INDEX hub_user_employee_key ON hub_user (employee_key) WHERE employee_key IS NOT NULL;
        """);
}
