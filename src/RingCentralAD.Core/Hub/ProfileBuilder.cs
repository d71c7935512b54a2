using System.Net.Mail;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>A value that could not be taken over: which attribute, why, and what to do.</summary>
public sealed record ProfileProblem(string Attribute, string ErrorId, string Message, string? Remedy)
{
    /// <summary>The system whose value was refused; null where none gives one.</summary>
    public string? SystemId { get; init; }
}

/// <summary>What one master gives for one attribute: a value, or none and then it gives way; or the last good value, with the reason why it stays.</summary>
internal readonly record struct Verdict(object? Value, string? Stays, ProfileProblem? Problem)
{
    public bool GivesWay => Value is null && Stays is null;
}

/// <summary>A hub profile as the app users, mappings and masters give it.</summary>
public sealed record BuiltProfile(AttributeSet Values, IReadOnlyList<ProfileProblem> Problems);

/// <summary>
/// Reckons a hub user's values from the person's app users: per attribute the first master that has a value gives it
/// (an attribute master overrides the profile masters); where an expression fails or a value is refused, the last good value stays.
/// </summary>
public sealed class ProfileBuilder
{
    private static readonly string s_mailAsLogin = MappingDefaults.LoginExpression("Email");

    private readonly MappingCatalog _mappings;
    private readonly IReadOnlyList<HubAttribute> _attributes;
    private readonly IReadOnlyList<string> _masterOrder;
    private readonly Dictionary<string, AttributeMaster> _attributeMasters;
    private readonly IReadOnlyDictionary<string, DirectoryEntry> _directories;
    private readonly HashSet<(CompiledMapping Mapping, string SystemId)> _unread;
    private readonly ProfileMaster[] _profileMasters;

    /// <summary>Makes the builder for the hub's present mappings, schema and masters.</summary>
    public ProfileBuilder(
        MappingCatalog mappings,
        IEnumerable<ProfileMaster> profileMasters,
        IEnumerable<AttributeMaster> attributeMasters,
        IReadOnlyDictionary<string, DirectoryEntry> directories)
    {
        ArgumentNullException.ThrowIfNull(mappings);
        _mappings = mappings;
        _attributes = mappings.Attributes;
        _profileMasters = [.. profileMasters];
        _masterOrder = [.. _profileMasters.Where(master => master.Enabled).OrderBy(master => master.Priority).Select(master => master.System)];
        _attributeMasters = attributeMasters.ToDictionary(master => master.Attribute, StringComparer.Ordinal);
        Asks = mappings.Asks(MappingDirection.AdToHub, MappingDirection.RcToHub);
        _directories = directories;
        _unread = FindUnread(mappings, directories.Values);
    }

    /// <summary>Reads what the builder needs from the hub.</summary>
    public static async Task<ProfileBuilder> LoadAsync(IHubReader hub, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        return new ProfileBuilder(
            await MappingCatalog.LoadAsync(hub, time, cancellationToken).ConfigureAwait(false),
            await hub.ListAsync<ProfileMaster>(cancellationToken: cancellationToken).ConfigureAwait(false),
            await hub.ListAsync<AttributeMaster>(cancellationToken: cancellationToken).ConfigureAwait(false),
            (await hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false)).ToDictionary(entry => entry.Id, StringComparer.Ordinal));
    }

    /// <summary>The same, for entries of a directory that are being read with all that the mappings need now.</summary>
    public ProfileBuilder Reading(DirectoryEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        DirectoryEntry read = entry with { ReadAttributes = _mappings.DirectoryAttributes(entry) };
        return new ProfileBuilder(
            _mappings, _profileMasters, _attributeMasters.Values, new Dictionary<string, DirectoryEntry>(_directories, StringComparer.Ordinal) { [entry.Id] = read });
    }

    /// <summary>The systems that own profiles and life cycle, best first.</summary>
    public IReadOnlyList<string> MasterOrder => _masterOrder;

    /// <summary>What the mappings into the hub ask for beyond the profiles.</summary>
    public MappingAsks Asks { get; }

    /// <summary>What overrides the profile masters, by attribute.</summary>
    public IReadOnlyDictionary<string, AttributeMaster> AttributeMasters => _attributeMasters;

    /// <summary>Mappings whose value is not known yet, since a directory's stored entries were not read with what they need.</summary>
    public IEnumerable<AttributeMapping> Unread => _unread.Select(unread => unread.Mapping.Mapping);

    /// <summary>The hub's directories.</summary>
    public IEnumerable<DirectoryEntry> Directories => _directories.Values;

    /// <summary>The name of a system as people know it.</summary>
    public string NameOf(string systemId) => _directories.TryGetValue(systemId, out DirectoryEntry? entry) ? entry.Name : systemId;

    /// <summary>The mappings behind the builder.</summary>
    public MappingCatalog Mappings => _mappings;

    /// <summary>The app user whose system owns this person's life cycle; null where none does.</summary>
    public AppUser? LifeCycleOwner(IReadOnlyCollection<AppUser> appUsers)
    {
        ArgumentNullException.ThrowIfNull(appUsers);
        return OwnerOrder.Of(_masterOrder, appUsers) is [var owner, ..] ? owner : null;
    }

    /// <summary>Whether the person left the scope of a directory that keeps such people as they are, and no other knows them.</summary>
    public bool IsKept(IReadOnlyCollection<AppUser> appUsers) => LifeCycleOwner(appUsers) is { InScope: false } owner
        && _directories.TryGetValue(owner.SystemId, out DirectoryEntry? entry) && entry.Settings.WhenOutOfScope == OutOfScopeAction.Keep;

    /// <summary>Reckons the profile.</summary>
    /// <param name="last">The last good values.</param>
    /// <param name="local">Values set by hand.</param>
    /// <param name="appUsers">The person's app users, in all systems.</param>
    /// <param name="surroundings">
    /// What functions see beyond the profiles; null while that is not known, and what hangs on it then stays as it was.
    /// </param>
    public BuiltProfile Build(AttributeSet last, AttributeSet local, IReadOnlyCollection<AppUser> appUsers, PersonSurroundings? surroundings = null)
    {
        ArgumentNullException.ThrowIfNull(last);
        ArgumentNullException.ThrowIfNull(local);
        ArgumentNullException.ThrowIfNull(appUsers);
        List<KeyValuePair<string, object?>> values = new(_attributes.Count);
        List<ProfileProblem> problems = [];
        IReadOnlyList<AppUser> masters = OwnerOrder.Of(_masterOrder, appUsers);
        foreach (HubAttribute attribute in _attributes)
        {
            values.Add(new(attribute.Name, Value(attribute, last, local, Sources(attribute.Name, masters, appUsers), surroundings, problems)));
        }

        if (problems.Exists(problem => problem.Attribute == "email"))
        {
            // One bad address is one problem, though it is the login too.
            problems.RemoveAll(problem => problem.Attribute == "login");
        }

        return new BuiltProfile(new AttributeSet(values), problems);
    }

    /// <summary>Where each value comes from: every candidate, judged by the very code that builds the profile.</summary>
    public IReadOnlyList<ValueTrace> Trace(AttributeSet last, AttributeSet local, IReadOnlyCollection<AppUser> appUsers, PersonSurroundings? surroundings = null)
    {
        ArgumentNullException.ThrowIfNull(last);
        ArgumentNullException.ThrowIfNull(local);
        ArgumentNullException.ThrowIfNull(appUsers);
        IReadOnlyList<AppUser> masters = OwnerOrder.Of(_masterOrder, appUsers);
        return [.. _attributes.Select(Trace)];

        ValueTrace Trace(HubAttribute attribute)
        {
            List<ValueCandidate> candidates = [];
            object? value = Value(attribute, last, local, Sources(attribute.Name, masters, appUsers), surroundings, [], candidates);
            return ValueTraces.Of(attribute, value, local[attribute.Name], candidates, _attributeMasters.GetValueOrDefault(attribute.Name));
        }
    }

    /// <summary>The systems that give an attribute of this person, by name, with their mappings: where there is one, the value is not edited by hand.</summary>
    public IReadOnlyList<(string System, AttributeMapping Mapping)> MastersOf(string attribute, IReadOnlyCollection<AppUser> appUsers)
    {
        IReadOnlyList<AppUser?> sources = Sources(attribute, OwnerOrder.Of(_masterOrder, appUsers), appUsers);
        return sources.Contains(null)
            ? []
            : [.. from source in sources let mapping = _mappings.Inbound(source!.SystemId, attribute) where mapping is not null select (NameOf(source.SystemId), mapping.Mapping)];
    }

    /// <summary>Who may give an attribute, best first; null stands for the hub itself, whose values are set by hand.</summary>
    private IReadOnlyList<AppUser?> Sources(string attribute, IReadOnlyList<AppUser> masters, IReadOnlyCollection<AppUser> appUsers)
    {
        if (!_attributeMasters.TryGetValue(attribute, out AttributeMaster? own))
        {
            return masters;
        }

        string[] systems = [.. own.Systems];
        int hub = Array.IndexOf(systems, Ids.Hub);
        if (hub < 0)
        {
            return OwnerOrder.Of(systems, appUsers);
        }

        AppUser? byHand = null;
        return [.. OwnerOrder.Of(systems[..hub], appUsers), byHand, .. OwnerOrder.Of(systems[(hub + 1)..], appUsers)];
    }

    private object? Value(
        HubAttribute attribute, AttributeSet last, AttributeSet local, IReadOnlyList<AppUser?> sources, PersonSurroundings? surroundings, List<ProfileProblem> problems,
        List<ValueCandidate>? told = null)
    {
        bool givesWay = _attributeMasters.GetValueOrDefault(attribute.Name)?.FallThrough ?? true;
        bool mastered = false;
        bool ended = false;
        Verdict? decided = null;
        for (int i = 0; i < sources.Count; i++)
        {
            AppUser? source = sources[i];
            bool open = decided is null && !ended;
            if (!open && told is null)
            {
                break;
            }

            CompiledMapping? mapping = source is null ? null : _mappings.Inbound(source.SystemId, attribute.Name);
            if (source is not null && mapping is null)
            {
                continue;
            }

            mastered |= source is not null;
            Verdict verdict = source is null ? new Verdict(local[attribute.Name], null, null) : Judge(attribute, last, source, mapping!, surroundings);
            told?.Add(ValueTraces.Candidate(source is null ? Ids.Hub : NameOf(source.SystemId), mapping?.Mapping.Expression, verdict, open));
            if (open)
            {
                decided = verdict.GivesWay ? null : verdict;
                ended = !givesWay;
            }
        }

        if (decided is { } one)
        {
            problems.AddRange(one.Problem is null ? [] : [one.Problem]);
            return one.Value;
        }

        object? fallback = mastered ? null : local[attribute.Name];
        if (fallback is null && attribute.Required)
        {
            // Nobody masters it and nobody has set it: the value that is there may stay as well.
            problems.AddRange(mastered || last[attribute.Name] is null ? [Missing(attribute, mastered)] : []);
            return last[attribute.Name];
        }

        return fallback;
    }

    private static ProfileProblem Missing(HubAttribute attribute, bool mastered) => new(
        attribute.Name, "HubValueMissing", $"{attribute.DisplayName} ({attribute.Name}) is missing.",
        mastered ? $"Fill the attribute in Active Directory that the mapping for {attribute.Name} reads." : "No system masters it: set it with Set-HubUser, or map it with Set-AttributeMapping.");

    /// <summary>What one master gives: a value, none, or a reason why the last good value stays.</summary>
    private Verdict Judge(HubAttribute attribute, AttributeSet last, AppUser source, CompiledMapping mapping, PersonSurroundings? surroundings)
    {
        if (_unread.Contains((mapping, source.SystemId)))
        {
            return new Verdict(last[attribute.Name], "hangs on an attribute that was not read so far", Unknown(attribute, last));
        }

        if (mapping.UsesNumber && !RingCentralNumbers.IsKnown(source.Attributes))
        {
            return new Verdict(last[attribute.Name], RingCentralNumbers.WaitReason(source.Attributes) ?? "the number is not known yet", null);
        }

        if (mapping.Asks != MappingAsks.None && surroundings is null)
        {
            return new Verdict(last[attribute.Name], "hangs on groups or other people, which the next run looks at", null);
        }

        MappingResult result = mapping.Evaluate(new MappingSubject(source.Attributes, NamesOf(source.SystemId), null) { Environment = surroundings });
        ProfileProblem? problem = result.Error is { } error
            ? new ProfileProblem(attribute.Name, error.ErrorId, error.Message, error.Remedy)
            : Check(attribute, result.Value, mapping.Mapping.Expression);
        return problem is null
            ? new Verdict(IsEmpty(result.Value) ? null : result.Value, null, null)
            : new Verdict(last[attribute.Name], problem.Message, problem with { SystemId = source.SystemId });
    }

    /// <summary>Mappings that read an attribute which a directory's stored entries were not read with: its value is not known yet, which is not the same as empty.</summary>
    private static HashSet<(CompiledMapping, string)> FindUnread(MappingCatalog mappings, IEnumerable<DirectoryEntry> directories) =>
    [
        .. from entry in directories
           where entry.ReadAttributes.Count > 0
           let read = entry.ReadAttributes.ToHashSet(StringComparer.OrdinalIgnoreCase)
           from mapping in mappings.All
           where !mapping.Reads(entry.Settings.Names).All(read.Contains)
           select (mapping, mapping.Mapping.Direction == MappingDirection.AdToHub ? entry.Id : Ids.RingCentral),
    ];

    /// <summary>The last good value stands for one that is not known yet; who is new and needs it waits.</summary>
    private static ProfileProblem? Unknown(HubAttribute attribute, AttributeSet last) => last[attribute.Name] is null && attribute.Required
        ? new ProfileProblem(
            attribute.Name, "HubValueMissing", $"{attribute.DisplayName} ({attribute.Name}) hangs on an attribute that was not read so far.",
            "Run Import-AdUsers once without -SearchBase and -Identity: it reads the attribute for everybody.")
        : null;

    /// <summary>What is wrong with a value of an attribute; null where nothing is.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="value">The value.</param>
    /// <param name="expression">The mapping that gives it; null for a value set by hand.</param>
    internal static ProfileProblem? Check(HubAttribute attribute, object? value, string? expression = null)
    {
        if (IsEmpty(value) || value is not string text)
        {
            return null;
        }

        string? wrong = attribute switch
        {
            { MaxLength: { } max } when text.Length > max => $"has {Counted.Of(text.Length, "character")}, at most {max} are allowed",
            { MinLength: { } min } when text.Length < min => $"has {Counted.Of(text.Length, "character")}, at least {min} are needed",
            { Name: "email" or "secondEmail" } when !IsMail(text) => "is no mail address",
            { Name: "login" } when expression == s_mailAsLogin && !IsMail(text) => "is no mail address",
            _ => null,
        };
        return wrong is null
            ? null
            : new ProfileProblem(attribute.Name, "HubValueRefused", $"{attribute.DisplayName} ({attribute.Name}) '{text}' {wrong}.", "Please correct the value in Active Directory.");
    }

    private static bool IsMail(string text) =>
        MailAddress.TryCreate(text, out MailAddress? mail) && mail.Address == text && mail.Host.Contains('.', StringComparison.Ordinal);

    private static bool IsEmpty(object? value) => value is null or "" or IReadOnlyList<string> { Count: 0 };

    private IReadOnlyDictionary<string, string> NamesOf(string systemId) =>
        _directories.TryGetValue(systemId, out DirectoryEntry? entry) ? entry.Settings.Names : System.Collections.Immutable.ImmutableDictionary<string, string>.Empty;
}
