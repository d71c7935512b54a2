namespace RingCentralAD.Core.Storage;

/// <summary>The record of changes, and what a run tells of itself.</summary>
internal static class Step011
{
    public static SchemaStep Step { get; } = new(11, """
        CREATE TABLE recorded_change (
          number {long} NOT NULL,
          at {time} NOT NULL,
          run_id {text},
          actor {text} NOT NULL,
          host {text} NOT NULL,
          program {text} NOT NULL,
          kind {text} NOT NULL,
          user_id {text},
          facts {text} NOT NULL,
          content {text},
          salt {text},
          digest {text} NOT NULL,
          hash {text} NOT NULL,
          PRIMARY KEY (number)
        );
        CREATE INDEX recorded_change_user_id ON recorded_change (user_id) WHERE user_id IS NOT NULL;
        CREATE INDEX recorded_change_run_id ON recorded_change (run_id) WHERE run_id IS NOT NULL;
        CREATE INDEX recorded_change_kind ON recorded_change (kind);
        CREATE TABLE record_head (
          name {text} NOT NULL,
          number {long} NOT NULL,
          at {time} NOT NULL,
          hash {text} NOT NULL,
          PRIMARY KEY (name)
        );
        ALTER TABLE run ADD COLUMN read {long} NOT NULL DEFAULT 0;
        ALTER TABLE run ADD COLUMN actor {text};
        ALTER TABLE run ADD COLUMN account_id {text};
        ALTER TABLE run ADD COLUMN program {text};
        ALTER TABLE run ADD COLUMN configuration {text};
        ALTER TABLE run ADD COLUMN requests {json} NOT NULL DEFAULT '{}';
        """);
}
