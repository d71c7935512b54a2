namespace RingCentralAD.Core.Storage;

/// <summary>What wrong passwords have cost, from where people have signed in, and an index by which the primary group of one person is found.</summary>
internal static class Step012
{
    public static SchemaStep Step { get; } = new(12, """
        CREATE TABLE sign_on_tally (
          key {text} NOT NULL,
          spent {long} NOT NULL,
          strange {long} NOT NULL,
          last {time} NOT NULL,
          until {time} NOT NULL,
          PRIMARY KEY (key)
        ){narrow};
        CREATE INDEX sign_on_tally_until ON sign_on_tally (until);
        CREATE TABLE sign_on_place (
          user_id {text} NOT NULL,
          mark {text} NOT NULL,
          at {time} NOT NULL,
          PRIMARY KEY (user_id, mark)
        ){narrow};
        CREATE INDEX sign_on_place_at ON sign_on_place (at);
        CREATE INDEX hub_group_primary ON hub_group (system_id, primary_group_id) WHERE primary_group_id IS NOT NULL;
        """);
}
