using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// Takes one person's values over from their app users: the profile is reckoned, differences noted, problems kept or mended.
/// Never touches the life cycle: bad data changes no status.
/// </summary>
internal sealed class PersonUpdate
{
    private readonly ProfileBuilder _builder;
    private readonly IReadOnlyList<string> _systems;
    private readonly TimeProvider _time;

    /// <param name="builder">Reckons profiles.</param>
    /// <param name="systems">The systems whose difference to a changed person must be reckoned again.</param>
    /// <param name="time">The clock.</param>
    public PersonUpdate(ProfileBuilder builder, IReadOnlyList<string> systems, TimeProvider time)
    {
        _builder = builder;
        _systems = systems;
        _time = time;
    }

    /// <summary>The hub user with new values and what changed; the same hub user where nothing did.</summary>
    public (HubUser User, IReadOnlyList<AttributeChange> Changes) Apply(
        HubUser user, IReadOnlyCollection<AppUser> appUsers, HubChanges changes, PersonSurroundings? surroundings = null)
    {
        if (surroundings is null && _builder.Asks != MappingAsks.None)
        {
            changes.Unseen.Add(user.Id);
        }

        BuiltProfile built = _builder.Build(user.Profile, user.LocalValues, appUsers, surroundings);
        KeepProblems(user, appUsers, built.Problems, changes);
        IReadOnlyList<AttributeChange> differences = AttributeSet.Differences(user.Profile, built.Values);
        if (differences.Count == 0)
        {
            return (user, differences);
        }

        HubUser changed = user with { Profile = built.Values, UpdatedAt = _time.GetUtcNow() };
        changes.Change(user, changed);
        changes.Touch(user.Id, _systems);
        return (changed, differences);
    }

    /// <summary>Whether the person left the scope of a directory that keeps such people as they are, and no other knows them.</summary>
    public bool IsKept(IReadOnlyCollection<AppUser> appUsers) => _builder.IsKept(appUsers);

    /// <summary>The systems concerned by a change of a person.</summary>
    public IReadOnlyList<string> Systems => _systems;

    private void KeepProblems(HubUser user, IReadOnlyCollection<AppUser> appUsers, IReadOnlyList<ProfileProblem> problems, HubChanges changes)
    {
        AppUser? source = _builder.LifeCycleOwner(appUsers) ?? appUsers.FirstOrDefault();
        foreach (ProfileProblem problem in problems)
        {
            changes.Report(new Problem
            {
                Id = IdOf(user.Id, problem.Attribute),
                Stage = RunKind.Import,
                SystemId = source?.SystemId ?? "",
                Key = source?.Key,
                UserId = user.Id,
                Person = user.Name,
                Attribute = problem.Attribute,
                ErrorId = problem.ErrorId,
                Message = problem.Message + " The last good value stays.",
                Remedy = problem.Remedy,
                Since = _time.GetUtcNow(),
            });
        }

        changes.MendOthers(user.Id, problems.Select(problem => IdOf(user.Id, problem.Attribute)));
    }

    private static string IdOf(string userId, string attribute) => $"{HubChanges.ValueProblem}{userId}:{attribute}";
}
