using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Running;

/// <summary>
/// Tries the mappings to RingCentral out against what was last read of the person's extension. RingCentral's own names of countries and states
/// are not asked for: ISO's stand in for them, so that California and CA count as the same.
/// </summary>
internal sealed class AccountTest(MappingCatalog mappings, ProvisioningOptions options, MappingTestChoice choice)
{
    private readonly CompiledMapping[] _mappings =
        [.. mappings.Outbound(MappingDirection.HubToRc, "").Where(mapping => choice.Wants(MappingDirection.HubToRc, mapping.Mapping.Target))];

    private readonly CompiledMapping? _country = mappings.Outbound(MappingDirection.HubToRc, "").FirstOrDefault(mapping => mapping.Mapping.Target == "country");

    public IEnumerable<MappingTestRecord> Try(HubUser user, AppUser[] appUsers, PersonSurroundings surroundings)
    {
        if (_mappings.Length == 0)
        {
            return [];
        }

        AppUser? account = appUsers.FirstOrDefault(app => app.SystemId == Ids.RingCentral && app.State == AppUserState.Present);
        MappingSubject subject = MappingSubject.Of(user, surroundings);
        string? country = _country?.Evaluate(subject).Value as string;
        return [.. _mappings.Select(mapping => Try(user, account, mapping, mapping.Evaluate(subject), country))];
    }

    private MappingTestRecord Try(HubUser user, AppUser? account, CompiledMapping mapping, MappingResult result, string? country)
    {
        string target = mapping.Mapping.Target;
        string? before = account?.Attributes.Text(target);
        string? value = (result.Value as string)?.Trim() is { Length: > 0 } text ? text : null;
        string? after = value is null ? null : AccountValues.IsPhone(target) ? AccountValues.Phone(value, CountryFunctions.CodeOf(country)) : value;
        MappingTestRecord record = MappingTestChoice.Record(user, mapping, before, after);
        if (result.Error is { } error)
        {
            return MappingTestChoice.Failed(record, error.ErrorId, error.Message, error.Remedy);
        }

        if (value is not null && after is null)
        {
            return MappingTestChoice.Failed(record, "RcInvalidParameter", $"{target} '{value}' is invalid. Please correct the parameter in Active Directory.", null);
        }

        if (target == "directNumber" || mapping.IsDummy)
        {
            return MappingTestChoice.Kept(record, MappingOutcome.NotUsed, "It only comes in from RingCentral and is never sent.");
        }

        return account is null ? (after is null ? record : record with { Outcome = MappingOutcome.New }) : Existing(record, mapping.Mapping, country);
    }

    private MappingTestRecord Existing(MappingTestRecord record, AttributeMapping mapping, string? country)
    {
        if (record.After is null)
        {
            return record.Before is null || mapping.WhenEmpty == EmptyValue.Clear ? record : record with { Outcome = MappingOutcome.Same, After = record.Before };
        }

        return IsSame(record, country) ? record with { Outcome = MappingOutcome.Same, After = record.Before }
            : mapping.Apply == MappingApply.CreateOnly ? MappingTestChoice.Kept(record, MappingOutcome.NotUsed, "The mapping applies at create only.")
            : record.Target == "extensionNumber" && !options.Renumber ? MappingTestChoice.Kept(record, MappingOutcome.NotUsed, "Changing extension numbers is switched off (Set-RcProvisioningOption -Renumber $true).")
            : !options.UpdateUserAttributes ? MappingTestChoice.Kept(record, MappingOutcome.NotUsed, "Update User Attributes is switched off.")
            : record;
    }

    private static bool IsSame(MappingTestRecord record, string? country)
    {
        string after = (string)record.After!;
        string? before = record.Before as string;
        return before is not null && (before.Trim().Normalize() == after.Trim().Normalize() || record.Target switch
        {
            "country" => CountryFunctions.CodeOf(after) is { } code && code == CountryFunctions.CodeOf(before),
            "state" => CountryFunctions.CodeOf(country) is { } land && StateFunctions.ToCode(after, land) is { } state && state == StateFunctions.ToCode(before, land),
            "email" or "userName" => MatchKey.Of(after) == MatchKey.Of(before),
            _ => AccountValues.IsPhone(record.Target) && AccountValues.Phone(before, CountryFunctions.CodeOf(country)) == after,
        });
    }
}
