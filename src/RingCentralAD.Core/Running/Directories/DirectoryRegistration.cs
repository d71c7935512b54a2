using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Registers directories in the hub and ties it to them.</summary>
public sealed class DirectoryRegistration
{
    private readonly IHubStore _hub;
    private readonly TimeProvider _time;

    /// <summary>Makes it.</summary>
    public DirectoryRegistration(IHubStore hub, TimeProvider time)
    {
        _hub = hub;
        _time = time;
    }

    /// <summary>The registered directory with this name or id, or the only one; throws <c>DirectoryNotFound</c> or <c>DirectoryAmbiguous</c>.</summary>
    public static async Task<DirectoryEntry> FindAsync(IHubReader hub, string? name, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<DirectoryEntry> all = await hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false);
        if (name is null)
        {
            return all.Count switch
            {
                1 => all[0],
                0 => throw new RingCentralAdException("DirectoryNotFound", ErrorKind.NotFound, "The hub has no directory yet.", "Connect one with Connect-AdDirectory."),
                _ => throw new RingCentralAdException(
                    "DirectoryAmbiguous", ErrorKind.InvalidInput, $"The hub has several directories: {string.Join(", ", all.Select(entry => entry.Name))}.", "Name one with -Directory."),
            };
        }

        return all.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase) || entry.Id == name)
            ?? throw new RingCentralAdException("DirectoryNotFound", ErrorKind.NotFound, $"The hub has no directory '{name}'.", "Get-AdDirectory lists them.", name);
    }

    /// <summary>An entry to open the directory with: the registered one with new ways to reach it, or a new one.</summary>
    public async Task<DirectoryEntry> PrepareAsync(string? name, DirectorySettings reach, DirectoryKind? kind, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reach);
        IReadOnlyList<DirectoryEntry> all = await _hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false);
        DirectoryEntry? known = all.FirstOrDefault(entry => name is null
            ? entry.Settings.Servers.Intersect(reach.Servers, StringComparer.OrdinalIgnoreCase).Any()
            : string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase));
        return known is null
            ? new DirectoryEntry { Id = Ids.New(_time), Name = name ?? "", Kind = kind ?? DirectoryKind.ActiveDirectory, DomainKey = "", Settings = reach }
            : known with { Settings = Reach(known.Settings, reach) };
    }

    /// <summary>Stores the directory as it was found; one that the hub knows under another domain is refused by name.</summary>
    public async Task<DirectoryEntry> RegisterAsync(DirectoryEntry opened, DirectoryDescription found, string? name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(opened);
        ArgumentNullException.ThrowIfNull(found);
        if (opened.DomainKey.Length > 0 && opened.DomainKey != found.DomainKey)
        {
            throw new RingCentralAdException(
                "DirectoryWrongDomain", ErrorKind.Conflict, $"The hub's directory {opened.Name} is another domain than {found.Name} ({found.NamingContext}): its GUID is {opened.DomainKey}, not {found.DomainKey}.",
                "Connect it under a name of its own with -Name.", opened.Name);
        }

        IReadOnlyList<DirectoryEntry> all = await _hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false);
        DirectoryEntry? same = all.FirstOrDefault(entry => entry.DomainKey == found.DomainKey);
        DirectoryEntry entry = (same is null ? opened : same with { Settings = Reach(same.Settings, opened.Settings) }) with
        {
            Kind = found.Kind,
            DomainKey = found.DomainKey,
        };
        entry = entry with
        {
            Name = name ?? (entry.Name.Length > 0 ? entry.Name : found.Name),
            Settings = entry.Settings with { Names = entry.Settings.Names.Count > 0 ? entry.Settings.Names : found.Names },
        };
        await _hub.WriteAsync(transaction => transaction.SaveAsync([entry], cancellationToken), null, cancellationToken).ConfigureAwait(false);
        return entry;
    }

    /// <summary>Checks the login mapping that a user name format is; gives what to warn of.</summary>
    public async Task<IReadOnlyList<string>> CheckUserNameFormatAsync(DirectoryEntry entry, string format, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return await new MappingEditor(_hub).CheckAsync(Login(entry, format), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes the user name format: the login mapping of the directory.</summary>
    public async Task SetUserNameFormatAsync(DirectoryEntry entry, string format, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        AttributeMapping login = Login(entry, format);
        await _hub.WriteAsync(
            async transaction =>
            {
                await transaction.SaveAsync([login], cancellationToken).ConfigureAwait(false);
                await transaction.SaveAsync([entry with { Settings = entry.Settings with { UserNameFormat = format } }], cancellationToken).ConfigureAwait(false);
            },
            null,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The directory at a glance.</summary>
    public async Task<AdDirectoryInfo> DescribeAsync(DirectoryEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        // Each half has an index of its own.
        long people = await _hub.CountAsync(InScope(entry).NotNull(row => row.UserId), cancellationToken).ConfigureAwait(false)
            + await _hub.CountAsync(InScope(entry).Equal(row => row.UserId, null), cancellationToken).ConfigureAwait(false);
        long groups = await _hub.CountAsync(
            new Filter<HubGroup>().Equal(row => row.SystemId, entry.Id).Equal(row => row.State, AppUserState.Present), cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> places = (await _hub.ListAsync(
            new Filter<DirectoryContainer>().Equal(row => row.SystemId, entry.Id), cancellationToken).ConfigureAwait(false)).ToDictionary(row => row.Key, row => row.Place, StringComparer.Ordinal);
        Dictionary<string, string> names = entry.Settings.Groups.Count == 0 ? [] : (await _hub.ListAsync(
            new Filter<HubGroup>().Equal(row => row.SystemId, entry.Id).In(row => row.Key, entry.Settings.Groups), cancellationToken).ConfigureAwait(false)).ToDictionary(row => row.Key, row => row.Name, StringComparer.Ordinal);
        DirectoryHealth health = await DirectoryHealthLog.ReadAsync(_hub, entry.Id, cancellationToken).ConfigureAwait(false);
        long held = (await _hub.ListAsync(Hub.HeldLeavers.Of(entry.Id), cancellationToken).ConfigureAwait(false)).Count(Hub.Word.IsAwaited);
        return new AdDirectoryInfo
        {
            Name = entry.Name,
            Kind = entry.Kind,
            Servers = entry.Settings.Servers,
            UserName = entry.Settings.UserName ?? (entry.Kind == DirectoryKind.Ldif ? null : "(logged on)"),
            SearchBase = [.. entry.Settings.SearchBases.Select(key => places.GetValueOrDefault(key, key))],
            Exclude = [.. entry.Settings.ExcludedBases.Select(key => places.GetValueOrDefault(key, key))],
            Group = [.. entry.Settings.Groups.Select(key => names.GetValueOrDefault(key, key))],
            Filter = entry.Settings.Filter,
            ChangesBy = DirectoryScope.ChangesBy(entry),
            UserNameFormat = entry.Settings.UserNameFormat,
            WriteBack = entry.Settings.WriteBack,
            ChangeFile = entry.Settings.ChangeFile,
            People = people,
            Groups = groups,
            LastFullImport = entry.LastFullImport,
            Health = health.FailingSince is not null ? DirectoryHealthState.Failing : health.LastSuccess is null ? DirectoryHealthState.Never : DirectoryHealthState.Healthy,
            LastTry = health.LastTry,
            LastSuccess = health.LastSuccess,
            FailingSince = health.FailingSince,
            Failures = health.Failures,
            LastError = health.Message,
            Remedy = health.Remedy,
            Every = entry.Settings.ImportEvery,
            FullAt = entry.Settings.FullImportAt,
            NextImport = health.LastTry is null ? null : DirectorySchedule.NextImport(entry, health),
            Held = held,
            Id = entry.Id,
        };
    }

    private static AttributeMapping Login(DirectoryEntry entry, string format) => new()
    {
        Direction = MappingDirection.AdToHub,
        DirectoryId = entry.Id,
        Target = "login",
        Expression = MappingDefaults.LoginExpression(format),
    };

    private static Filter<AppUserStanding> InScope(DirectoryEntry entry) =>
        new Filter<AppUserStanding>().Equal(row => row.SystemId, entry.Id).Equal(row => row.State, AppUserState.Present).Equal(row => row.InScope, true);

    /// <summary>New ways to reach a directory; what the hub takes from it stays.</summary>
    private static DirectorySettings Reach(DirectorySettings known, DirectorySettings reach) => known with
    {
        Servers = reach.Servers,
        Tls = reach.Tls,
        UserName = reach.UserName,
        PasswordFrom = reach.PasswordFrom,
        Keytab = reach.Keytab,
        TicketCache = reach.TicketCache,
        NameServer = reach.NameServer,
        CaCertificate = reach.CaCertificate,
        ClientCertificate = reach.ClientCertificate,
        SkipCertificateCheck = reach.SkipCertificateCheck,
        ChangeFile = reach.ChangeFile ?? known.ChangeFile,
        NamingContext = reach.NamingContext ?? known.NamingContext,
    };
}
