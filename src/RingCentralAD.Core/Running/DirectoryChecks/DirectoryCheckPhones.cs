using System.Collections.Immutable;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Running;

/// <summary>
/// Finds phone numbers that provisioning leaves out because they are none, by the mappings to RingCentral and provisioning's own rule. A mapping that
/// asks for more than the profile is not tried: before an import nothing else is known of a person.
/// </summary>
internal sealed class DirectoryCheckPhones
{
    private readonly DirectoryCheckFindings _findings;
    private readonly AccountValues? _account;
    private readonly CompiledMapping? _country;
    private readonly IReadOnlyList<Number> _numbers;

    public DirectoryCheckPhones(DirectoryCheckFindings findings, AccountValues? account, MappingCatalog mappings, string directoryId)
    {
        _findings = findings;
        _account = account;
        IReadOnlyList<CompiledMapping> outbound = mappings.Outbound(MappingDirection.HubToRc, "");
        _country = outbound.FirstOrDefault(static mapping => mapping.Mapping.Target == "country");
        _numbers = _country is { Asks: not MappingAsks.None } ? [] :
        [
            .. outbound.Where(static mapping => AccountValues.IsPhone(mapping.Mapping.Target) && mapping.Asks == MappingAsks.None)
                .Select(mapping => new Number(mapping, mappings.Behind(mapping, directoryId), new DirectoryCheckOdd())),
        ];
    }

    /// <summary>Takes a person's hub values in.</summary>
    public void Add(AttributeSet profile, AppUser person)
    {
        MappingSubject subject = new(null, ImmutableDictionary<string, string>.Empty, profile);
        string? country = Text(_country, subject);
        string? code = _account is null ? CountryFunctions.CodeOf(country) : _account.FindCountry(country)?.IsoCode;
        foreach (Number number in _numbers)
        {
            if (Text(number.Mapping, subject) is { } text && AccountValues.Phone(text, code) is null)
            {
                number.Odd.Add($"'{text}' {(country is null ? "without a country" : $"in {country}")}", person);
            }
        }
    }

    /// <summary>A finding for each kind of number that is sent.</summary>
    public IEnumerable<DirectoryCheck> Find() => _numbers.Select(number =>
    {
        string target = number.Mapping.Mapping.Target;
        string check = target == "businessPhone" ? "Business phone" : "Mobile phone";
        string from = number.Attributes.Count > 0
            ? $"Correct {string.Join(", ", number.Attributes)} of these people in the directory"
            : $"Correct the mapping (Set-AttributeMapping HubToRc {target})";
        return number.Odd.People == 0
            ? _findings.Passed(check, $"Every {target} is a phone number.")
            : _findings.Warning(
                check,
                $"{Counted.People(number.Odd.People)} with a {target} that is no phone number: {number.Odd}.",
                $"{from}: a number is written with + and the country code, or as it is dialled in the person's country. Until then provisioning leaves it out, and their account goes without it (Get-RcProvisioningError).");
    });

    private static string? Text(CompiledMapping? mapping, MappingSubject subject) => (mapping?.Evaluate(subject).Value as string)?.Trim() is { Length: > 0 } text ? text : null;

    private sealed record Number(CompiledMapping Mapping, IReadOnlyList<string> Attributes, DirectoryCheckOdd Odd);
}
