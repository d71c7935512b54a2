namespace RingCentralAD.Core.Storage;

/// <summary>Whose write-back waits, what stood in the directory before the first one, and numbers by which people name runs.</summary>
internal static class Step005
{
    public static SchemaStep Step { get; } = new(5, """
        CREATE TABLE write_back_suspension (
          kind {text} NOT NULL,
          target {text} NOT NULL,
          name {text} NOT NULL,
          until {time},
          expected_number {text},
          reason {text},
          "by" {text} NOT NULL,
          since {time} NOT NULL,
          PRIMARY KEY (kind, target)
        );

        CREATE TABLE write_back_origin (
          system_id {text} NOT NULL,
          key {text} NOT NULL,
          attribute {text} NOT NULL,
          "before" {text},
          written {text},
          run_id {text} NOT NULL,
          PRIMARY KEY (system_id, key, attribute)
        );

        ALTER TABLE run ADD COLUMN number {long};
        CREATE UNIQUE INDEX run_number ON run (number);
        """);
}
