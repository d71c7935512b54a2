using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Tries the mappings into the hub out, by the very builder that an import uses.</summary>
internal sealed class InboundTest
{
    private static readonly IReadOnlyDictionary<string, string> s_noNames = new Dictionary<string, string>();
    private readonly ProfileBuilder _builder;
    private readonly Dictionary<string, DirectoryEntry> _directories;
    private readonly MappingTestChoice _choice;

    public InboundTest(ProfileBuilder builder, IEnumerable<DirectoryEntry> directories, MappingTestChoice choice)
    {
        _builder = builder;
        _directories = directories.ToDictionary(entry => entry.Id, StringComparer.Ordinal);
        _choice = choice;
    }

    /// <summary>The person with the values that the mappings give, and a record for each mapping that has a source.</summary>
    public (HubUser Changed, List<MappingTestRecord> Records) Try(HubUser user, AppUser[] appUsers, PersonSurroundings surroundings)
    {
        BuiltProfile built = _builder.Build(user.Profile, user.LocalValues, appUsers, surroundings);
        List<MappingTestRecord> records = [];
        foreach (AppUser source in appUsers.Where(source => source.SystemId != Ids.RingCentral || source.State == AppUserState.Present))
        {
            MappingDirection direction = source.SystemId == Ids.RingCentral ? MappingDirection.RcToHub : MappingDirection.AdToHub;
            foreach (HubAttribute attribute in _builder.Mappings.Attributes.Where(attribute => _choice.Wants(direction, attribute.Name)))
            {
                if (_builder.Mappings.Inbound(source.SystemId, attribute.Name) is { } mapping)
                {
                    records.Add(Try(user, source, mapping, built, surroundings));
                }
            }
        }

        return (user with { Profile = built.Values }, records);
    }

    private MappingTestRecord Try(HubUser user, AppUser source, CompiledMapping mapping, BuiltProfile built, PersonSurroundings surroundings)
    {
        string target = mapping.Mapping.Target;
        DirectoryEntry? directory = _directories.GetValueOrDefault(source.SystemId);
        MappingTestRecord record = MappingTestChoice.Record(user, mapping, user.Profile[target], built.Values[target]) with { Directory = directory?.Name };
        MappingResult own = mapping.Evaluate(new MappingSubject(source.Attributes, directory?.Settings.Names ?? s_noNames, null) { Environment = surroundings });
        if (own.Error is { } error)
        {
            return MappingTestChoice.Failed(record, error.ErrorId, error.Message, error.Remedy);
        }

        ProfileProblem? problem = built.Problems.FirstOrDefault(problem => problem.Attribute == target && (problem.SystemId ?? source.SystemId) == source.SystemId);
        if (problem is not null)
        {
            return MappingTestChoice.Failed(record, problem.ErrorId, problem.Message, problem.Remedy);
        }

        if (mapping.UsesNumber && RingCentralNumbers.WaitReason(source.Attributes) is { } waits)
        {
            return MappingTestChoice.Kept(record, MappingOutcome.Held, waits);
        }

        return own.Value is not null && !AttributeSet.SameValue(own.Value, record.After)
            ? record with { Outcome = MappingOutcome.NotUsed, Message = $"Another system owns {target} for this person; this mapping would give '{AttributeSet.Empty.With([new(target, own.Value)]).Text(target)}'." }
            : record;
    }
}
