namespace RingCentralAD.Core.Storage;

/// <summary>Indexes by which an import finds the few people that something is to be decided about.</summary>
internal static class Step003
{
    public static SchemaStep Step { get; } = new(3, """
        CREATE INDEX app_user_parent_key ON app_user (system_id, parent_key);
        CREATE INDEX app_user_standing ON app_user (system_id, state, enabled, in_scope, user_id, key);
        CREATE INDEX hub_user_status ON hub_user (status, id);
        """);
}
