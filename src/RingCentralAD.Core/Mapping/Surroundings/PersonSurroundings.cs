using RingCentralAD.Core.Model;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>What the functions of a mapping see of a person: groups, manager, assistant, directory entries, the hub user's id and status.</summary>
public sealed class PersonSurroundings : EvaluationEnvironment
{
    private readonly HubUser _user;
    private readonly SystemNames _names;

    /// <summary>Gathers them; what no mapping asks for may be left out.</summary>
    public PersonSurroundings(HubUser user, SystemNames names)
    {
        _user = user;
        _names = names;
    }

    /// <summary>The groups the person is in, effectively.</summary>
    public IReadOnlyList<HubGroup> MemberOf { get; init; } = [];

    /// <summary>The person's entries in directories, those that are there.</summary>
    public IReadOnlyList<AppUser> Entries { get; init; } = [];

    /// <summary>The manager; null for none.</summary>
    public RelatedPerson? Manager { get; init; }

    /// <summary>The assistant; null for none.</summary>
    public RelatedPerson? Assistant { get; init; }

    /// <inheritdoc />
    public override IReadOnlyList<GroupValue> Groups => [.. MemberOf.Select(SystemNames.Group)];

    /// <inheritdoc />
    public override IReadOnlyList<IAttributeSource> DirectoryUsers => [.. Entries.Select(_names.Entry)];

    /// <inheritdoc />
    public override object? GetInternalProperty(string name) => name switch
    {
        "id" => _user.Id,
        "status" => _user.Status switch { HubUserStatus.Active => "ACTIVE", HubUserStatus.Deactivated => "DEPROVISIONED", _ => "STAGED" },
        _ => null,
    };

    /// <inheritdoc />
    public override IAttributeSource? GetManagerUser(string source) => SystemNames.IsDirectory(source) ? _names.Profile(Manager) : null;

    /// <inheritdoc />
    public override IAttributeSource? GetManagerAppUser(string source, string attributeSource) =>
        SystemNames.IsDirectory(source) ? _names.AppUser(Manager, attributeSource) : null;

    /// <inheritdoc />
    public override IAttributeSource? GetAssistantUser(string source) => SystemNames.IsDirectory(source) ? _names.Profile(Assistant) : null;

    /// <inheritdoc />
    public override IAttributeSource? GetAssistantAppUser(string source, string attributeSource) =>
        SystemNames.IsDirectory(source) ? _names.AppUser(Assistant, attributeSource) : null;
}

/// <summary>Somebody whom a person's directory entry names.</summary>
/// <param name="User">The hub user; null where the named entry is linked to nobody.</param>
/// <param name="AppUsers">The named entry and, where it is linked, the person's app users in all systems.</param>
public sealed record RelatedPerson(HubUser? User, IReadOnlyList<AppUser> AppUsers);
