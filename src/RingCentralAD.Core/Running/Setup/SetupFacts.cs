using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>What the steps of a setup are judged by: the hub as it is, and what directories and account answer now.</summary>
public sealed record SetupFacts
{
    /// <summary>The hub's identity.</summary>
    public required HubIdentity Identity { get; init; }

    /// <summary>The registered directories.</summary>
    public required IReadOnlyList<DirectoryEntry> Directories { get; init; }

    /// <summary>Why a directory could not be opened now, by its name; those that answer are not among them.</summary>
    public required IReadOnlyDictionary<string, string> DirectoryFaults { get; init; }

    /// <summary>Why the account could not be opened now; null where it answers or where there is none yet.</summary>
    public string? AccountFault { get; init; }

    /// <summary>The account's extensions as read now; null where it was not asked.</summary>
    public IReadOnlyList<Extension>? Extensions { get; init; }

    /// <summary>The import rules.</summary>
    public required ImportRules Rules { get; init; }

    /// <summary>The provisioning options.</summary>
    public required ProvisioningOptions Options { get; init; }

    /// <summary>Which extensions no sync touches.</summary>
    public required ExclusionRules Exclusions { get; init; }

    /// <summary>The mappings.</summary>
    public required IReadOnlyList<AttributeMapping> Mappings { get; init; }

    /// <summary>The profile masters.</summary>
    public required IReadOnlyList<ProfileMaster> Masters { get; init; }

    /// <summary>The attribute masters.</summary>
    public required IReadOnlyList<AttributeMaster> AttributeMasters { get; init; }

    /// <summary>The groups.</summary>
    public required IReadOnlyList<HubGroup> Groups { get; init; }

    /// <summary>The assignments.</summary>
    public required IReadOnlyList<Assignment> Assignments { get; init; }

    /// <summary>The last completed run of each kind.</summary>
    public required IReadOnlyDictionary<RunKind, Run> Runs { get; init; }

    /// <summary>How many people the hub holds.</summary>
    public required long People { get; init; }

    /// <summary>How many of them are linked to an extension.</summary>
    public required long Holders { get; init; }

    /// <summary>How many matches wait for a word.</summary>
    public required long WaitingMatches { get; init; }

    /// <summary>How many suspensions of the write-back there are.</summary>
    public required long Suspensions { get; init; }

    /// <summary>How many linked people's numbers are temporary or being ported.</summary>
    public required long Porting { get; init; }

    /// <summary>The identity provider.</summary>
    public required SignOnOptions SignOn { get; init; }

    /// <summary>How many keys the identity provider has.</summary>
    public required int SignOnKeys { get; init; }

    /// <summary>The names of the services that people sign in to by it.</summary>
    public required IReadOnlyList<string> ServiceProviders { get; init; }

    /// <summary>From how many places people have signed in with their directory password.</summary>
    public required long SignOnPlaces { get; init; }

    /// <summary>Extensions that carry another provisioner's id of the person: neither empty nor a hub user of ours.</summary>
    public required IReadOnlyList<Extension> Foreign { get; init; }

    /// <summary>Reads the facts.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="openDirectory">Opens a registered directory.</param>
    /// <param name="openAccount">Opens the account.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<SetupFacts> ReadAsync(
        IHubStore hub, Func<DirectoryEntry, Task<IDirectory>> openDirectory, Func<Task<IAccount>> openAccount, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        HubIdentity identity = await hub.GetIdentityAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<DirectoryEntry> directories = await hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false);
        (IReadOnlyList<Extension>? extensions, string? fault) = await AccountAsync(identity, openAccount, cancellationToken).ConfigureAwait(false);
        return new SetupFacts
        {
            Identity = identity,
            Directories = directories,
            DirectoryFaults = await FaultsAsync(directories, openDirectory).ConfigureAwait(false),
            AccountFault = fault,
            Extensions = extensions,
            Rules = await hub.GetAsync<ImportRules>(cancellationToken).ConfigureAwait(false),
            Options = await hub.GetAsync<ProvisioningOptions>(cancellationToken).ConfigureAwait(false),
            Exclusions = await hub.GetAsync<ExclusionRules>(cancellationToken).ConfigureAwait(false),
            Mappings = await hub.ListAsync<AttributeMapping>(cancellationToken: cancellationToken).ConfigureAwait(false),
            Masters = await hub.ListAsync<ProfileMaster>(cancellationToken: cancellationToken).ConfigureAwait(false),
            AttributeMasters = await hub.ListAsync<AttributeMaster>(cancellationToken: cancellationToken).ConfigureAwait(false),
            Groups = await hub.ListAsync(new Filter<HubGroup>().Equal(row => row.State, AppUserState.Present), cancellationToken).ConfigureAwait(false),
            Assignments = await hub.ListAsync<Assignment>(cancellationToken: cancellationToken).ConfigureAwait(false),
            Runs = await RunsAsync(hub, cancellationToken).ConfigureAwait(false),
            People = await hub.CountAsync<HubUser>(cancellationToken: cancellationToken).ConfigureAwait(false),
            Holders = await Guard.HoldersAsync(hub, cancellationToken).ConfigureAwait(false),
            WaitingMatches = await hub.CountAsync(
                new Filter<ImportMatch>().Equal(row => row.SystemId, Ids.RingCentral).Equal(row => row.Denied, false).In(row => row.Kind, [MatchKind.Partial, MatchKind.Exact, MatchKind.Ambiguous]), cancellationToken).ConfigureAwait(false),
            Suspensions = await hub.CountAsync<WriteBackSuspension>(cancellationToken: cancellationToken).ConfigureAwait(false),
            Porting = await PortingAsync(hub, cancellationToken).ConfigureAwait(false),
            SignOn = await hub.GetAsync<SignOnOptions>(cancellationToken).ConfigureAwait(false),
            SignOnKeys = (await hub.GetAsync<SignOnKeys>(cancellationToken).ConfigureAwait(false)).All.Count,
            ServiceProviders = [.. (await hub.GetAsync<ServiceProviders>(cancellationToken).ConfigureAwait(false)).All.Select(static provider => provider.Name)],
            SignOnPlaces = await hub.CountAsync<SignOnPlace>(cancellationToken: cancellationToken).ConfigureAwait(false),
            Foreign = await ForeignAsync(hub, extensions ?? [], cancellationToken).ConfigureAwait(false),
        };
    }

    private static async Task<IReadOnlyDictionary<string, string>> FaultsAsync(IReadOnlyList<DirectoryEntry> directories, Func<DirectoryEntry, Task<IDirectory>> open)
    {
        Dictionary<string, string> faults = new(StringComparer.Ordinal);
        foreach (DirectoryEntry entry in directories)
        {
            try
            {
                await open(entry).ConfigureAwait(false);
            }
            catch (RingCentralAdException error)
            {
                faults[entry.Name] = error.Message;
            }
        }

        return faults;
    }

    private static async Task<(IReadOnlyList<Extension>? Extensions, string? Fault)> AccountAsync(
        HubIdentity identity, Func<Task<IAccount>> open, CancellationToken cancellationToken)
    {
        if (identity.AccountId is null)
        {
            return (null, null);
        }

        try
        {
            IAccount account = await open().ConfigureAwait(false);
            return (await account.ReadExtensionsAsync(cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception error) when (error is RingCentralAdException or AccountException)
        {
            return (null, error.Message);
        }
    }

    private static async Task<IReadOnlyDictionary<RunKind, Run>> RunsAsync(IHubReader hub, CancellationToken cancellationToken)
    {
        Dictionary<RunKind, Run> runs = [];
        foreach (RunKind kind in Enum.GetValues<RunKind>())
        {
            Filter<Run> last = new Filter<Run>().Equal(row => row.Kind, kind).Equal(row => row.State, RunState.Completed).OrderBy(row => row.StartedAt, descending: true);
            if (await hub.FindAsync(last, cancellationToken).ConfigureAwait(false) is { } run)
            {
                runs[kind] = run;
            }
        }

        return runs;
    }

    private static async Task<long> PortingAsync(IHubReader hub, CancellationToken cancellationToken)
    {
        long porting = 0;
        await foreach (AppUser extension in hub.ReadAsync(
            new Filter<AppUser>().Equal(row => row.SystemId, Ids.RingCentral).Equal(row => row.State, AppUserState.Present).NotNull(row => row.UserId), cancellationToken).ConfigureAwait(false))
        {
            porting += extension.Attributes.Text(RingCentralNumbers.StateAttribute) is RingCentralNumbers.Temporary or RingCentralNumbers.Pending ? 1 : 0;
        }

        return porting;
    }

    private static async Task<IReadOnlyList<Extension>> ForeignAsync(IHubReader hub, IReadOnlyList<Extension> extensions, CancellationToken cancellationToken)
    {
        List<Extension> foreign = [];
        foreach (Extension[] batch in extensions.Where(extension => extension.DirectoryId is not null).Chunk(500))
        {
            HashSet<string> ours = (await hub.ListAsync(new Filter<HubUserStanding>().In(row => row.Id, [.. batch.Select(extension => extension.DirectoryId!)]), cancellationToken).ConfigureAwait(false))
                .Select(user => user.Id).ToHashSet(StringComparer.Ordinal);
            foreign.AddRange(batch.Where(extension => !ours.Contains(extension.DirectoryId!)));
        }

        return foreign;
    }
}
