using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>What is found out about a server when it is opened: its family, the naming context that is read, and that context's key.</summary>
internal sealed record LdapDomain(DirectoryProfile Profile, string NamingContext, string Key)
{
    /// <summary>Where an Active Directory describes its attributes; null elsewhere.</summary>
    public string? Schema { get; init; }

    /// <summary>
    /// Whether a search shows everybody without pages: Samba sets a limit to the bytes of an answer alone, and makes one without pages in half
    /// the time. Microsoft's controllers stop after 1,000 entries (MaxPageSize).
    /// </summary>
    public bool SetsNoLimit { get; init; }

    // Not people's data: configuration, monitoring, change logs, schema.
    private static readonly string[] s_internal = ["cn=config", "cn=monitor", "cn=accesslog", "cn=changelog", "cn=schema", "cn=subschema", "cn=deltalog", "o=netscaperoot", "cn=configuration"];

    /// <summary>Reads it.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="wanted">The naming context to read; null takes the server's default.</param>
    /// <param name="overrides">What is different about the server.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="RingCentralAdException">AdBaseNotFound, AdNamingContext.</exception>
    public static async Task<LdapDomain> ReadAsync(LdapSession session, string? wanted, DirectoryOverrides overrides, CancellationToken cancellationToken)
    {
        RawEntry root = await session.ReadRootDseAsync(cancellationToken).ConfigureAwait(false);
        DirectoryProfile profile = DirectoryProfile.Of(root).With(overrides);
        string context = wanted ?? root.Text("defaultNamingContext") ?? Single([.. root.Texts("namingContexts")], session.Server);
        RawEntry top = await session.ReadEntryAsync(context, "(objectClass=*)", [profile.KeyAttribute], cancellationToken: cancellationToken).ConfigureAwait(false)
            ?? throw DirectoryErrors.BaseNotFound(context, session.Server);
        return new LdapDomain(profile, context, EntryKey.Of(top) ?? $"ldap:{DnText.Key(context)}") 
        {
            Schema = root.Text("schemaNamingContext"),
            SetsNoLimit = profile.IsActiveDirectory && root.Texts("vendorName").Any(static vendor => vendor.Contains("Samba", StringComparison.OrdinalIgnoreCase)),
        };
    }

    /// <summary>What the port tells of it.</summary>
    public DirectoryDescription Describe(string server)
    {
        string dns = DnsName(NamingContext);
        DirectoryKind kind = Profile.IsActiveDirectory ? DirectoryKind.ActiveDirectory : DirectoryKind.Ldap;
        return new DirectoryDescription
        {
            Kind = kind,
            Name = dns.Length > 0 ? dns : NamingContext,
            DomainKey = Key,
            NamingContext = NamingContext,
            Server = server,
            Names = Profile.Names.Attributes,
        };
    }

    /// <summary>contoso.com of DC=contoso,DC=com; empty for a name of other parts.</summary>
    internal static string DnsName(string context)
    {
        List<string> labels = [];
        for (string rest = context; rest.Length > 0; rest = DnText.Parent(rest))
        {
            if (!rest.TrimStart().StartsWith("DC=", StringComparison.OrdinalIgnoreCase))
            {
                return "";
            }

            labels.Add(DnText.Name(rest).ToLowerInvariant());
        }

        return string.Join('.', labels);
    }

    private static string Single(string[] contexts, string server)
    {
        string[] usable = [.. contexts.Where(static context => context.Length > 0 && !s_internal.Contains(DnText.Key(context)))];
        return usable.Length == 1 ? usable[0] : throw new RingCentralAdException(
            "AdNamingContext", ErrorKind.InvalidInput,
            usable.Length == 0 ? $"{server} names no naming context." : $"{server} holds several naming contexts: {string.Join("; ", usable)}.",
            "Name the one to read with Connect-AdDirectory -NamingContext.", server);
    }
}
