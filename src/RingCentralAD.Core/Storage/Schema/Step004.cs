namespace RingCentralAD.Core.Storage;

/// <summary>How the imports of each directory went.</summary>
internal static class Step004
{
    public static SchemaStep Step { get; } = new(4, """
        CREATE TABLE directory_health (
          directory_id {text} NOT NULL,
          last_try {time},
          last_success {time},
          failing_since {time},
          failures {long} NOT NULL,
          error_id {text},
          message {text},
          remedy {text},
          PRIMARY KEY (directory_id)
        );
        """);
}
