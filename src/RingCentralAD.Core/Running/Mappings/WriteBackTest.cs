using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Tries the mappings back into one directory out, by the rules of the write-back.</summary>
internal sealed class WriteBackTest(MappingCatalog mappings, DirectoryEntry directory, MappingTestChoice choice)
{
    private readonly CompiledMapping[] _mappings =
        [.. mappings.Outbound(MappingDirection.HubToAd, directory.Id).Where(mapping => choice.Wants(MappingDirection.HubToAd, mapping.Mapping.Target))];

    public IEnumerable<MappingTestRecord> Try(HubUser user, AppUser[] appUsers, PersonSurroundings surroundings)
    {
        AppUser? entry = appUsers.FirstOrDefault(app => app.SystemId == directory.Id && app.State == AppUserState.Present);
        if (entry is null || _mappings.Length == 0)
        {
            return [];
        }

        AppUser? extension = appUsers.FirstOrDefault(app => app.SystemId == Ids.RingCentral && app.State == AppUserState.Present);
        MappingSubject subject = MappingSubject.Of(user, surroundings);
        return [.. _mappings.Select(mapping => Try(user, entry, extension, mapping, mapping.Evaluate(subject)))];
    }

    private MappingTestRecord Try(HubUser user, AppUser entry, AppUser? extension, CompiledMapping mapping, MappingResult result)
    {
        string target = mapping.Mapping.Target;
        string? before = entry.Attributes.Text(target);
        string? value = result.Value as string;
        string? after = string.IsNullOrWhiteSpace(value) ? (mapping.Mapping.WhenEmpty == EmptyValue.Clear ? null : before) : value;
        MappingTestRecord record = MappingTestChoice.Record(user, mapping, before, after) with { Directory = directory.Name };
        if (result.Error is { } error)
        {
            return MappingTestChoice.Failed(record, error.ErrorId, error.Message, error.Remedy);
        }

        if (extension is null)
        {
            return MappingTestChoice.Kept(record, MappingOutcome.NotUsed, "The person has no RingCentral account.");
        }

        if (mapping.Uses("user").Any(mappings.ComesFromNumbers) && RingCentralNumbers.WaitReason(extension.Attributes) is { } waits)
        {
            return MappingTestChoice.Kept(record, MappingOutcome.Held, waits);
        }

        if (record.Outcome == MappingOutcome.Same)
        {
            return directory.ReadAttributes.Count > 0 && !directory.ReadAttributes.Contains(target, StringComparer.OrdinalIgnoreCase)
                ? record with { Message = $"{target} was not read from {directory.Name} so far: run Import-AdUsers once." }
                : record;
        }

        return before is not null && directory.Settings.WriteBackEmptyOnly
            ? MappingTestChoice.Kept(record, MappingOutcome.NotUsed, "The attribute is filled, and only empty ones are.")
            : directory.Settings.WriteBack ? record : record with { Message = $"Write-back into {directory.Name} is off: Set-AdDirectory -WriteBack $true." };
    }
}
