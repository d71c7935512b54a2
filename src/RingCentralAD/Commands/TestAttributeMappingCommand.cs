using System.Management.Automation;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Shows what mappings do to people: each target's value before and after, and the error where there is one. Saves nothing.</summary>
/// <remarks>
/// <para>Works on what the hub holds and asks no server. Masters, required values, lengths and options count as in a run, and a change on the way into the
/// hub shows in the mappings out of it too. With -Expression a mapping that is not saved yet stands in the place of the saved one.</para>
/// <para>Without people everybody who is not deactivated is shown, one record for each person and mapping. -All runs over everybody and sums up instead:
/// one object for each mapping, with who would change, who would fail, and which logins, mail addresses or extension numbers would collide.</para>
/// <para>RingCentral's names of countries and states are not asked for here; ISO's stand in for them.</para>
/// </remarks>
/// <example>
/// <code>Test-AttributeMapping ann@contoso.com -Direction HubToRc</code>
/// <para>Shows what would be sent to RingCentral for Ann, beside what is there.</para>
/// </example>
/// <example>
/// <code>Test-AttributeMapping -Direction AdToHub -Target department -Expression 'String.toUpperCase(appuser.department)' -First 20</code>
/// <para>Tries a mapping out on the first 20 people before it is saved.</para>
/// </example>
/// <example>
/// <code>Test-AttributeMapping -All -Direction AdToHub -Target login -Expression 'appuser.sAMAccountName'</code>
/// <para>Says how many logins would change, for whom the expression fails and which logins would belong to several people.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "AttributeMapping", DefaultParameterSetName = PersonSet)]
[OutputType(typeof(MappingTestRecord), ParameterSetName = [PersonSet, FirstSet])]
[OutputType(typeof(MappingTestSummary), ParameterSetName = [AllSet])]
public sealed class TestAttributeMappingCommand : HubCmdlet
{
    private const string PersonSet = "Person";
    private const string FirstSet = "First";
    private const string AllSet = "All";
    private MappingTest? _test;
    private PersonFinder? _people;

    /// <summary>The people: hub user id, login, mail, user principal name, sAMAccountName, distinguished name or GUID, or objects that have one of these. Without it everybody is shown; with an empty pipeline nobody is.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PersonSet)]
    [Alias("HubUserId", "ObjectGUID", "UserPrincipalName", "Login", "Mail", "DistinguishedName", "SamAccountName")]
    [ArgumentCompleter(typeof(UserCompleter))]
    [AllowNull]
    [AllowEmptyCollection]
    public UserIdentity?[]? Identity { get; set; }

    /// <summary>The first so many people of the hub.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The first so many people of the hub.", ParameterSetName = FirstSet)]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; }

    /// <summary>Everybody, summed up.</summary>
    [Parameter(Mandatory = true, HelpMessage = "Everybody, summed up.", ParameterSetName = AllSet)]
    public SwitchParameter All { get; set; }

    /// <summary>Only this direction: AdToHub, HubToRc, RcToHub, HubToAd or HubToSso.</summary>
    [Parameter]
    public MappingDirection? Direction { get; set; }

    /// <summary>Only this target; wildcards are allowed, except beside -Expression.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(MappingTargetCompleter))]
    public string? Target { get; set; }

    /// <summary>A mapping that is not saved yet; needs -Direction and -Target.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ExpressionCompleter))]
    public string? Expression { get; set; }

    /// <summary>The directory that the mapping of -Expression is for; else all of them.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DirectoryCompleter))]
    public string? Directory { get; set; }

    /// <inheritdoc />
    protected override async Task BeginAsync()
    {
        IHubStore hub = await StoreAsync();
        AttributeMapping? candidate = await CandidateAsync(hub);
        WildcardPattern pattern = new(candidate is null ? Target ?? "*" : WildcardPattern.Escape(Target!), WildcardOptions.IgnoreCase);
        _people = new PersonFinder(hub, WriteError);
        _test = await MappingTest.LoadAsync(hub, candidate, Direction, pattern.IsMatch, StopToken);
    }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        if (ParameterSetName == PersonSet && (MyInvocation.ExpectingInput || IsGiven(nameof(Identity))))
        {
            await WriteAsync(_test!.TestAsync(await _people!.FindAsync(Identity, StopToken), StopToken));
        }
    }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        if (ParameterSetName == AllSet)
        {
            if (All)
            {
                using ProgressWriter progress = new(this);
                WriteObject(await _test!.SumAsync(progress, StopToken), enumerateCollection: true);
            }
        }
        else if (ParameterSetName == FirstSet || !(MyInvocation.ExpectingInput || IsGiven(nameof(Identity))))
        {
            await WriteAsync(_test!.TestEverybodyAsync(ParameterSetName == FirstSet ? First : null, StopToken));
        }
    }

    private async Task WriteAsync(IAsyncEnumerable<MappingTestRecord> records)
    {
        await foreach (MappingTestRecord record in records)
        {
            WriteObject(record);
        }
    }

    private async Task<AttributeMapping?> CandidateAsync(IHubStore hub)
    {
        if (Expression is null)
        {
            return null;
        }

        if (Direction is not { } direction || Target is null)
        {
            throw new RingCentralAdException(
                "MappingNotNamed", ErrorKind.InvalidInput, "An expression alone names no mapping.", "Give -Direction and -Target too.", Expression);
        }

        string directory = Directory is null ? "" : (await DirectoryRegistration.FindAsync(hub, Directory, StopToken)).Id;
        MappingRules rules = await MappingRules.LoadAsync(hub, StopToken);
        AttributeMapping? saved = await new MappingEditor(hub).FindAsync(direction, directory, Target, StopToken);
        AttributeMapping candidate = new()
        {
            Direction = direction, DirectoryId = directory, Target = saved?.Target ?? Target, Expression = Expression,
            Apply = saved?.Apply ?? default, WhenEmpty = saved?.WhenEmpty ?? default,
        };
        foreach (string warning in rules.Check(candidate))
        {
            WriteWarning(warning);
        }

        return candidate;
    }
}
