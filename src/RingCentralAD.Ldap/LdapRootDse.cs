namespace RingCentralAD.Ldap;

/// <summary>What a server says about itself (RFC 4512, 5.1).</summary>
/// <param name="Entry">All that was read.</param>
public sealed record LdapRootDse(LdapEntry Entry)
{
    private const string ActiveDirectoryCapability = "1.2.840.113556.1.4.800";

    /// <summary>Active Directory's domain, or the only naming context of another server; null where there are several.</summary>
    public string? DefaultNamingContext => Entry.GetString("defaultNamingContext") ?? (NamingContexts.Count == 1 ? NamingContexts[0] : null);

    public IReadOnlyList<string> NamingContexts => Entry.GetStrings("namingContexts");

    public IReadOnlyList<string> SupportedControls => Entry.GetStrings("supportedControl");

    public IReadOnlyList<string> SupportedExtensions => Entry.GetStrings("supportedExtension");

    /// <summary>The domain controller's full name, or null.</summary>
    public string? DnsHostName => Entry.GetString("dnsHostName");

    public bool IsActiveDirectory => Entry.GetStrings("supportedCapabilities").Contains(ActiveDirectoryCapability);

    public bool Supports(string control) => SupportedControls.Contains(control);
}
