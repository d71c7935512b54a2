using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Running;

/// <summary>Finds out what the account may do, without writing anything.</summary>
internal sealed class DirectoryCheckRights(LdapConnection connection, DirectoryDescription description, string account, DirectoryCheckFindings findings)
{
    private const string DeletedObjects = "18E2EA80684F11D2B9AA00C04F79F805";
    private const string DirSync = "DirSync";
    private const string ObjectSecurity = "DirSync with object security";
    private const string Deleted = "Deleted objects";
    private const string WriteBack = "Write-back";

    /// <summary>How the account can learn what changed, and what was deleted.</summary>
    public async Task<IReadOnlyList<DirectoryCheck>> ChangesAsync(IDirectory directory, CancellationToken cancellationToken)
    {
        if (description.Kind != DirectoryKind.ActiveDirectory)
        {
            return [await OfferedAsync(directory as IDirectoryChanges, cancellationToken).ConfigureAwait(false)];
        }

        return
        [
            await DirSyncAsync(DirSync, 0, cancellationToken).ConfigureAwait(false),
            await DirSyncAsync(ObjectSecurity, 1, cancellationToken).ConfigureAwait(false),
            await DeletedAsync(cancellationToken).ConfigureAwait(false),
        ];
    }

    /// <summary>Whether the account may write these attributes of these people, as the server reckons it.</summary>
    /// <param name="attributes">The targets of the write-back.</param>
    /// <param name="sample">Keys of some people, from as many containers as can be.</param>
    /// <param name="on">Whether write-back is on.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<DirectoryCheck> WriteBackAsync(IReadOnlyList<string> attributes, IReadOnlyList<string> sample, bool on, CancellationToken cancellationToken)
    {
        if (description.Kind != DirectoryKind.ActiveDirectory)
        {
            return findings.Skipped(WriteBack, "The server does not tell what the account may write.");
        }

        if (attributes.Count == 0 || sample.Count == 0)
        {
            return findings.Skipped(WriteBack, attributes.Count == 0 ? "No mapping writes into this directory." : "Nobody is in scope.");
        }

        List<string> refused = [];
        foreach (string key in sample)
        {
            LdapSearch search = new() { BaseDn = $"<GUID={key}>", Scope = LdapScope.Base, Attributes = ["allowedAttributesEffective"] };
            await foreach (LdapEntry person in connection.SearchAsync(search, cancellationToken).ConfigureAwait(false))
            {
                HashSet<string> allowed = new(person.GetStrings("allowedAttributesEffective"), StringComparer.OrdinalIgnoreCase);
                string[] missing = [.. attributes.Where(attribute => !allowed.Contains(attribute))];
                if (missing.Length > 0)
                {
                    refused.Add($"{string.Join(", ", missing)} of {person.Dn}");
                }
            }
        }

        string tried = $"{string.Join(", ", attributes)} on a sample of {Counted.People(sample.Count)}";
        if (refused.Count == 0)
        {
            return findings.Passed(WriteBack, $"{account} may write {tried}. Nothing was written.");
        }

        string detail = $"Of {tried}, {account} may not write: {DirectoryCheckFindings.Some(refused, refused.Count)}.";
        string remedy = $"Grant it on the OU: dsacls \"{DnText.Parent(refused[0][(refused[0].IndexOf(" of ", StringComparison.Ordinal) + 4)..])}\" /I:S /G \"ACCOUNT:WP;{attributes[0]};user\". Accounts of administrators are protected by AdminSDHolder and need the right there.";
        return on ? findings.Failed(WriteBack, detail, remedy) : findings.Warning(WriteBack, $"{detail} Write-back is off.", remedy);
    }

    private async Task<DirectoryCheck> DirSyncAsync(string check, int flags, CancellationToken cancellationToken)
    {
        // The right is checked whatever the filter finds; only the domain itself is found.
        LdapSearch search = new()
        {
            BaseDn = description.NamingContext,
            Filter = LdapFilter.Equal("objectClass", "domainDNS"),
            Attributes = ["objectGUID"],
            Controls = [LdapControl.DirSync(flags, 0, [])],
        };
        try
        {
            await foreach (LdapEntry _ in connection.SearchAsync(search, cancellationToken).ConfigureAwait(false))
            {
                // That it comes is all.
            }

            return findings.Passed(check, flags == 0 ? $"{account} may replicate directory changes." : $"{account} gets the changes of what it may read.");
        }
        catch (LdapException error) when (error.Kind is LdapErrorKind.InsufficientRights or LdapErrorKind.Unwilling or LdapErrorKind.Other)
        {
            const string Grant = "Grant \"Replicating Directory Changes\" on the domain to the account: dsacls \"{0}\" /G \"ACCOUNT:CA;Replicating Directory Changes\".";
            string remedy = Grant.Replace("{0}", description.NamingContext, StringComparison.Ordinal);
            return flags == 0
                ? findings.Warning(check, $"{account} may not replicate directory changes; changes are then seen with object security only: what the account may read.", remedy)
                : findings.Failed(check, $"Refused: {error.Message}", $"Name the domain itself as the naming context. {remedy}");
        }
    }

    private async Task<DirectoryCheck> DeletedAsync(CancellationToken cancellationToken)
    {
        string container = $"CN=Deleted Objects,{description.NamingContext}";
        string remedy = $"As a domain administrator: dsacls \"{container}\" /takeownership, then dsacls \"{container}\" /G \"ACCOUNT:LCRP\".";
        const string Otherwise = "DirSync shows deletions all the same; without DirSync only a full import sees them.";
        if (!await AnyDeletedAsync(LdapScope.Base, cancellationToken).ConfigureAwait(false))
        {
            return findings.Warning(Deleted, $"{account} may not see deleted objects. {Otherwise}", remedy);
        }

        // Samba shows the container to everybody and what is in it to administrators only.
        return await AnyDeletedAsync(LdapScope.OneLevel, cancellationToken).ConfigureAwait(false)
            ? findings.Passed(Deleted, $"{account} may see deleted objects.")
            : findings.Warning(Deleted, $"{account} sees no deleted object: there is none, or they may not be seen. {Otherwise}", $"Delete a test account and look again. If nothing is seen then: {remedy}");
    }

    private async Task<bool> AnyDeletedAsync(LdapScope scope, CancellationToken cancellationToken)
    {
        LdapSearch search = new()
        {
            BaseDn = $"<WKGUID={DeletedObjects},{description.NamingContext}>",
            Scope = scope,
            Attributes = ["1.1"],
            Controls = [LdapControl.ShowDeleted()],
        };
        try
        {
            // The first is enough; the rest is abandoned.
            await foreach (LdapEntry _ in connection.SearchAsync(search, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }

            return false;
        }
        catch (LdapException error) when (error.Kind is LdapErrorKind.NoSuchObject or LdapErrorKind.InsufficientRights)
        {
            return false;
        }
    }

    // Asked of the very code that an import uses: what a server merely lists may be switched off, or of a kind that is not read.
    private async Task<DirectoryCheck> OfferedAsync(IDirectoryChanges? changes, CancellationToken cancellationToken)
    {
        const string Check = "Changes";
        ChangePosition? position = changes is null ? null : await changes.PositionAsync(cancellationToken).ConfigureAwait(false);
        return position switch
        {
            null => findings.Warning(Check, $"The server offers {account} no way to see changes that is known here: every import reads everybody.",
                "Switch on accesslog or syncprov (OpenLDAP) and let the account read it, or leave it at full imports."),
            { Blind: { } blind } => findings.Warning(Check, $"Changes are seen by {position.Method}, which does not see everything: {blind}", "Run a full import (Import-AdUsers -Full) now and then, or let the server offer a better way."),
            _ => findings.Passed(Check, $"Changes are seen by {position.Method}."),
        };
    }
}
