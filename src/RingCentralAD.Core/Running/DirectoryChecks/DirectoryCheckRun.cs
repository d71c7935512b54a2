using System.Net;
using System.Runtime.CompilerServices;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Ldap;

namespace RingCentralAD.Core.Running;

/// <summary>Checks a registered directory from the network up to people's values, before the first import as well as later. Changes nothing anywhere.</summary>
public sealed class DirectoryCheckRun
{
    private const string WhoShares = "Correct it in the directory, or leave one of the people out of the scope: who shares an address or a login waits in the import.";
    private const string NumberShared =
        "See whether it is a number that people share, such as a switchboard's: it keeps nobody from being imported. A person's own is corrected in the directory, or by the write-back once RingCentral has given a number.";

    private readonly IHubReader _hub;
    private readonly DirectoryEntry _entry;
    private readonly NetworkCredential? _credential;
    private readonly TimeProvider _time;
    private readonly DirectoryCheckFindings _findings;
    private readonly DirectoryCheckAcross? _across;

    /// <summary>Makes it.</summary>
    /// <param name="hub">Where mappings and masters are.</param>
    /// <param name="entry">The directory.</param>
    /// <param name="credential">Who signs in; null for Kerberos with whoever is logged on.</param>
    /// <param name="time">The clock.</param>
    /// <param name="across">Gets what is to be compared with other directories; null where nothing is.</param>
    public DirectoryCheckRun(IHubReader hub, DirectoryEntry entry, NetworkCredential? credential, TimeProvider time, DirectoryCheckAcross? across = null)
    {
        ArgumentNullException.ThrowIfNull(entry);
        _across = across;
        _hub = hub;
        _entry = entry;
        _credential = credential;
        _time = time;
        _findings = new DirectoryCheckFindings(entry.Name);
    }

    /// <summary>The findings, each as soon as it is made.</summary>
    public async IAsyncEnumerable<DirectoryCheck> RunAsync(IProgress<RunProgress>? progress = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        DirectoryCheckServers servers = new(_entry, _credential, _time, _findings);
        await using (servers.ConfigureAwait(false))
        {
            if (_entry.Kind != DirectoryKind.Ldif)
            {
                foreach (string server in _entry.Settings.Servers)
                {
                    foreach (DirectoryCheck finding in await servers.CheckAsync(server, cancellationToken).ConfigureAwait(false))
                    {
                        yield return finding;
                    }
                }

                if (servers.Open is null)
                {
                    yield return _findings.Skipped("Rights", "No server let us in.");
                    yield return _findings.Skipped("Import", "No server let us in.");
                    yield break;
                }
            }

            (IDirectory? directory, DirectoryCheck opened) = await OpenAsync(cancellationToken).ConfigureAwait(false);
            yield return opened;
            if (directory is null)
            {
                yield break;
            }

            await using (directory.ConfigureAwait(false))
            {
                DirectoryCheckRights? rights = servers.Open is { } connection
                    ? new DirectoryCheckRights(connection, directory.Description, _credential?.UserName ?? "The logged-on account", _findings)
                    : null;
                if (rights is not null)
                {
                    foreach (DirectoryCheck finding in await TriedAsync("Rights", () => rights.ChangesAsync(directory, cancellationToken)).ConfigureAwait(false))
                    {
                        yield return finding;
                    }
                }

                foreach (DirectoryCheck finding in await TriedAsync("Import", () => ContentAsync(directory, servers, rights, progress, cancellationToken)).ConfigureAwait(false))
                {
                    yield return finding;
                }
            }
        }
    }

    private async Task<(IDirectory? Directory, DirectoryCheck Finding)> OpenAsync(CancellationToken cancellationToken)
    {
        const string Check = "Directory";
        try
        {
            IDirectory directory = await DirectoryConnector.OpenAsync(_entry.Id, _entry.Kind, _entry.Settings, _credential, _time, cancellationToken).ConfigureAwait(false);
            if (_entry.DomainKey.Length > 0 && directory.Description.DomainKey != _entry.DomainKey)
            {
                DirectoryCheck wrong = _findings.Failed(Check, $"It is another domain than the hub's {_entry.Name}: {directory.Description.NamingContext}.", "Name a server of the right domain with Connect-AdDirectory.");
                await directory.DisposeAsync().ConfigureAwait(false);
                return (null, wrong);
            }

            return (directory, _findings.Passed(Check, $"{directory.Description.NamingContext}, {directory.Description.Kind}, on {directory.Description.Server}."));
        }
        catch (RingCentralAdException error)
        {
            return (null, _findings.Failed(Check, error));
        }
    }

    private async Task<IReadOnlyList<DirectoryCheck>> TriedAsync(string check, Func<Task<IReadOnlyList<DirectoryCheck>>> step)
    {
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch (LdapException error)
        {
            return [_findings.Failed(check, LdapErrors.From(error, error.Server))];
        }
        catch (RingCentralAdException error)
        {
            return [_findings.Failed(check, error)];
        }
    }

    private async Task<IReadOnlyList<DirectoryCheck>> ContentAsync(
        IDirectory directory, DirectoryCheckServers servers, DirectoryCheckRights? rights, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        ProfileBuilder builder = await ProfileBuilder.LoadAsync(_hub, _time, cancellationToken).ConfigureAwait(false);
        IReadOnlySet<string>? filtered = servers.Open is { } open ? await FilteredAsync(open, directory, cancellationToken).ConfigureAwait(false) : null;
        DirectoryCheckScope scope = await DirectoryCheckScope.ReadAsync(directory, _entry.Settings, filtered, cancellationToken).ConfigureAwait(false);
        AccountValues? account = await DirectoryCheckPlaces.ReadAsync(_hub, cancellationToken).ConfigureAwait(false);
        DirectoryCheckPlaces places = new(_findings, account, builder.Mappings.LdapName(_entry.Id, "state"), builder.Mappings.LdapName(_entry.Id, "countryCode"));
        DirectoryCheckPeople people = new(_entry, scope, builder, places, new DirectoryCheckPhones(_findings, account, builder.Mappings, _entry.Id), _across);
        _across?.Check(_entry);
        await people.ReadAsync(directory, progress, cancellationToken).ConfigureAwait(false);
        List<DirectoryCheck> found = [];
        string[] targets = [.. builder.Mappings.Outbound(MappingDirection.HubToAd, _entry.Id).Select(mapping => mapping.Mapping.Target)];
        if (rights is not null)
        {
            found.Add(await rights.WriteBackAsync(targets, people.Sample, _entry.Settings.WriteBack, cancellationToken).ConfigureAwait(false));
        }

        found.AddRange(Imported(scope, people));
        found.Add(await SharedAsync("Duplicate mail", "mail address", "mail addresses", WhoShares, people.Mail, directory, cancellationToken).ConfigureAwait(false));
        found.Add(await SharedAsync("Duplicate user name", "user name", "user names", WhoShares, people.UserName, directory, cancellationToken).ConfigureAwait(false));
        found.Add(await SharedAsync("Duplicate login", $"login ({_entry.Settings.UserNameFormat})", $"logins ({_entry.Settings.UserNameFormat})", WhoShares, people.Login, directory, cancellationToken).ConfigureAwait(false));
        found.Add(await SharedAsync("Duplicate phone number", "phone number", "phone numbers", NumberShared, people.Phone, directory, cancellationToken).ConfigureAwait(false));
        IReadOnlySet<string>? schema = servers is { Open: { } connection, RootDse: { } root }
            ? await DirectoryCheckSchema.ReadAsync(connection, root.Text("subschemaSubentry"), cancellationToken).ConfigureAwait(false)
            : null;
        found.AddRange(new DirectoryCheckSchema(builder.Mappings, _entry, _findings).Compare(schema, people.InScope, people.Filled));
        found.AddRange(Values(people));
        found.AddRange(people.Places.Find());
        found.AddRange(people.Numbers.Find());
        return found;
    }

    private async Task<IReadOnlySet<string>?> FilteredAsync(LdapConnection connection, IDirectory directory, CancellationToken cancellationToken)
    {
        if (_entry.Settings.Filter is not { } filter || directory is not LdapDirectory ldap)
        {
            return null;
        }

        HashSet<string> keys = new(StringComparer.Ordinal);
        LdapSearch search = new()
        {
            BaseDn = directory.Description.NamingContext,
            Filter = LdapFilter.And(LdapFilter.Parse(ldap.Profile.PeopleFilter), LdapFilter.Parse(filter)),
            Attributes = [ldap.Profile.KeyAttribute],
        };
        await foreach (LdapEntry entry in connection.SearchPagedAsync(search, 1000, cancellationToken).ConfigureAwait(false))
        {
            if (EntryKey.Of(LdapSession.Raw(entry)) is { } key)
            {
                keys.Add(key);
            }
        }

        return keys;
    }

    private IEnumerable<DirectoryCheck> Imported(DirectoryCheckScope scope, DirectoryCheckPeople people)
    {
        const string Check = "Import";
        string what = $"{Counted.People(people.InScope)} in scope of {people.All:N0} in all, {people.Disabled:N0} of them disabled; {Counted.Of(scope.Groups, "group")}.";
        yield return people.InScope == 0
            ? _findings.Failed(Check, what, "See that the scope (Set-AdDirectory) names the right containers and groups, and that the account may read people.")
            : _findings.Passed(Check, what);
        if (scope.Missing.Count > 0)
        {
            yield return _findings.Failed("Scope", $"The scope names containers or groups that are no longer there: {string.Join(", ", scope.Missing)}.", "Set the scope anew with Set-AdDirectory.");
        }

        if (scope.Unknown.Count > 0)
        {
            yield return _findings.Warning("Group members", $"The members of {Counted.Of(scope.Unknown.Count, "group")} cannot be read: {DirectoryCheckFindings.Some(scope.Unknown, scope.Unknown.Count)}.",
                "Give the account the right to read member of these groups; until then their memberships are unknown, and stay as they were.");
        }
    }

    private async Task<DirectoryCheck> SharedAsync(
        string check, string one, string many, string remedy, DirectoryCheckDuplicates values, IDirectory directory, CancellationToken cancellationToken) => values.Count == 0
        ? _findings.Passed(check, $"All {many} in scope are different.")
        : _findings.Warning(
            check, $"{Counted.Of(values.Count, $"{one} belongs", $"{many} belong")} to several people: {await values.DescribeAsync(directory, cancellationToken).ConfigureAwait(false)}.", remedy);

    private IEnumerable<DirectoryCheck> Values(DirectoryCheckPeople people)
    {
        const string Names = "Last name";
        const string Mail = "Mail";
        foreach (DirectoryCheckPeople.Fault fault in people.Faults)
        {
            string check = fault.First.Attribute switch { "lastName" => Names, "email" => Mail, var other => $"Values of {other}" };
            yield return _findings.Warning(check, $"{Counted.People(fault.Count)}: {fault.First.Message} {fault.People}.", fault.First.Remedy);
        }

        foreach ((string check, string attribute) in new[] { (Names, "lastName"), (Mail, "email") })
        {
            if (people.Faults.All(fault => fault.First.Attribute != attribute))
            {
                yield return _findings.Passed(check, attribute == "email" ? "Everybody in scope has a valid mail address." : "Everybody in scope has a last name.");
            }
        }
    }
}
