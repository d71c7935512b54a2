namespace RingCentralAD.Core.Storage;

/// <summary>People's words on values that were changed on the RingCentral side.</summary>
internal static class Step005
{
    public static SchemaStep Step { get; } = new(5, """
        CREATE TABLE drift_choice (
          user_id {text} NOT NULL,
          attribute {text} NOT NULL,
          choice {text} NOT NULL,
          hub_value {text},
          account_value {text},
          said_by {text} NOT NULL,
          said_at {time} NOT NULL,
          PRIMARY KEY (user_id, attribute)
        );
        """);
}
