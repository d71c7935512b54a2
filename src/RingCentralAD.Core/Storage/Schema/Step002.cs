namespace RingCentralAD.Core.Storage;

/// <summary>What mappings saw of a person beyond the profile.</summary>
internal static class Step002
{
    public static SchemaStep Step { get; } = new(2, """
        CREATE TABLE seen_surroundings (
          system_id {text} NOT NULL,
          user_id {text} NOT NULL,
          fingerprint {text} NOT NULL,
          PRIMARY KEY (system_id, user_id)
        ){narrow};
        """);
}
