using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.SignOn;

namespace RingCentralAD.Core.Running;

/// <summary>Tries the mappings of sign-on out: what a service provider would be told. There is no value before.</summary>
internal sealed class SignOnTest(MappingCatalog mappings, MappingTestChoice choice)
{
    private readonly CompiledMapping[] _mappings =
        [.. mappings.Outbound(MappingDirection.HubToSso, "").Where(mapping => choice.Wants(MappingDirection.HubToSso, mapping.Mapping.Target))];

    public IEnumerable<MappingTestRecord> Try(HubUser user, PersonSurroundings surroundings)
    {
        MappingSubject subject = MappingSubject.Of(user, surroundings);
        return [.. _mappings.Select(mapping => Try(user, mapping, mapping.Evaluate(subject)))];
    }

    private static MappingTestRecord Try(HubUser user, CompiledMapping mapping, MappingResult result)
    {
        MappingTestRecord record = MappingTestChoice.Record(user, mapping, null, result.Value as string);
        return result.Error is { } error ? MappingTestChoice.Failed(record, error.ErrorId, error.Message, error.Remedy)
            : record.After is null && mapping.Mapping.Target == SignOnTargets.NameId ? MappingTestChoice.Failed(record, SignOnSubject.NoNameId, "The name identifier would be empty: the person could not sign in.", "Give the attribute a value in Active Directory, or change the mapping.")
            : record;
    }
}
