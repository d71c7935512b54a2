namespace RingCentralAD.Ldap.Protocol;

/// <summary>First octets of the elements of RFC 4511; all tags of LDAP fit into one octet.</summary>
internal static class LdapTag
{
    public const byte Boolean = 0x01;
    public const byte Integer = 0x02;
    public const byte OctetString = 0x04;
    public const byte Enumerated = 0x0a;
    public const byte Sequence = 0x30;
    public const byte Set = 0x31;

    public const byte BindRequest = 0x60;
    public const byte BindResponse = 0x61;
    public const byte UnbindRequest = 0x42;
    public const byte SearchRequest = 0x63;
    public const byte SearchResultEntry = 0x64;
    public const byte SearchResultDone = 0x65;
    public const byte ModifyRequest = 0x66;
    public const byte ModifyResponse = 0x67;
    public const byte AddResponse = 0x69;
    public const byte DeleteResponse = 0x6b;
    public const byte ModifyDnResponse = 0x6d;
    public const byte CompareRequest = 0x6e;
    public const byte CompareResponse = 0x6f;
    public const byte AbandonRequest = 0x50;
    public const byte SearchResultReference = 0x73;
    public const byte ExtendedRequest = 0x77;
    public const byte ExtendedResponse = 0x78;
    public const byte IntermediateResponse = 0x79;

    public const byte IntermediateName = 0x80;
    public const byte IntermediateValue = 0x81;

    public const byte Controls = 0xa0;
    public const byte Referral = 0xa3;
    public const byte ServerSaslCredentials = 0x87;
    public const byte ExtendedName = 0x8a;
    public const byte ExtendedValue = 0x8b;
}
