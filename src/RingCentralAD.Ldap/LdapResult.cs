namespace RingCentralAD.Ldap;

/// <summary>How an operation ended (RFC 4511, 4.1.9).</summary>
public sealed record LdapResult(int Code, string MatchedDn, string Diagnostic)
{
    public IReadOnlyList<string> Referrals { get; init; } = [];

    public IReadOnlyList<LdapControl> Controls { get; init; } = [];

    /// <summary>The OID in an extended response, or null.</summary>
    public string? Name { get; init; }

    /// <summary>The value in an extended response, or the server's SASL answer in a bind response; null where there is none.</summary>
    public byte[]? Value { get; init; }

    /// <summary>The response control of that name, or null.</summary>
    public LdapControl? Control(string oid) => Controls.FirstOrDefault(control => control.Oid == oid);
}
