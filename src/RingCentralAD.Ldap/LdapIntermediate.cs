namespace RingCentralAD.Ldap;

/// <summary>What a server tells while an operation goes on (RFC 4511, 4.13).</summary>
/// <param name="Name">The OID of what is told, or null.</param>
/// <param name="Value">What is told, or null.</param>
public sealed record LdapIntermediate(string? Name, byte[]? Value)
{
    public IReadOnlyList<LdapControl> Controls { get; init; } = [];
}
