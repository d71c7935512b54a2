namespace RingCentralAD.Core.Storage;

/// <summary>Requests that were answered and sessions that were ended, for all instances of the identity provider.</summary>
internal static class Step013
{
    public static SchemaStep Step { get; } = new(13, """
        CREATE TABLE saml_mark (
          kind {text} NOT NULL,
          id {text} NOT NULL,
          until {time} NOT NULL,
          PRIMARY KEY (kind, id)
        ){narrow};
        CREATE INDEX saml_mark_until ON saml_mark (until);
        """);
}
