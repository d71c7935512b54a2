using System.Management.Automation;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Sets the expression that gives an attribute its value.</summary>
/// <remarks>
/// <para>What can never work is refused: a syntax error, a root, attribute or function that does not exist, a wrong number of arguments, a type that
/// the target does not take, a target that is never written. What often goes wrong is warned of: text joined with an attribute that may be
/// null, a choice without parentheses before a +, a function that never matches, an attribute that the write-back writes and an import reads, one to be
/// written that the directory is not known to have. A mapping that needs an attribute which was not read so far says so; the next full import reads it.</para>
/// <para>Test-AttributeMapping shows beforehand what a mapping would do to people; docs/mapping-language.md describes the language.</para>
/// </remarks>
/// <example>
/// <code>Add-HubAttribute extension; Set-AttributeMapping AdToHub extension 'Phone.extension(appuser.telephoneNumber)'</code>
/// <para>Gives people an attribute of its own for the extension, and takes it out of a number such as +1-415-555-6789;ext.321.</para>
/// </example>
/// <example>
/// <code>Set-AttributeMapping HubToAd ipPhone 'Phone.extension(user.primaryPhone)'</code>
/// <para>Writes the extension into an attribute of its own.</para>
/// </example>
/// <example>
/// <code>Set-AttributeMapping AdToHub department 'appuser.division' -Directory sales.contoso.com</code>
/// <para>People of this directory get their department from division; those of the others by the common mapping.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "AttributeMapping", SupportsShouldProcess = true)]
[OutputType(typeof(AttributeMapping))]
public sealed class SetAttributeMappingCommand : HubCmdlet
{
    /// <summary>The direction: AdToHub, HubToRc, RcToHub, HubToAd or HubToSso.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The direction: AdToHub, HubToRc, RcToHub, HubToAd or HubToSso.", Position = 0, ValueFromPipelineByPropertyName = true)]
    [DirectionName]
    public MappingDirection Direction { get; set; }

    /// <summary>The attribute that gets the value.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The attribute that gets the value.", Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(MappingTargetCompleter))]
    public string Target { get; set; } = null!;

    /// <summary>The expression that gives the value.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The expression that gives the value.", Position = 2, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ExpressionCompleter))]
    public string Expression { get; set; } = null!;

    /// <summary>Only for this directory; else for all of them.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DirectoryId")]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(DirectoryCompleter))]
    public string? Directory { get; set; }

    /// <summary>At create only, or at create and update.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public MappingApply Apply { get; set; }

    /// <summary>What an empty result does to RingCentral's value or the directory's: LeaveAlone or Clear. Into the hub an empty result is empty, unless the next master has a value.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public EmptyValue WhenEmpty { get; set; }

    /// <summary>Emits the mapping.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override Task ProcessAsync() => TryAsync(Target, SetAsync);

    private async Task SetAsync()
    {
        IHubStore hub = await StoreAsync();
        string directory = string.IsNullOrEmpty(Directory) ? "" : (await DirectoryRegistration.FindAsync(hub, Directory, StopToken)).Id;
        MappingEditor editor = new(hub);
        AttributeMapping? before = await editor.FindAsync(Direction, directory, Target, StopToken);
        AttributeMapping mapping = new()
        {
            Direction = Direction,
            DirectoryId = directory,
            Target = before?.Target ?? Target,
            Expression = Expression,
            Apply = IsGiven(nameof(Apply)) ? Apply : before?.Apply ?? default,
            WhenEmpty = IsGiven(nameof(WhenEmpty)) ? WhenEmpty : before?.WhenEmpty ?? default,
        };
        foreach (string warning in await editor.CheckAsync(mapping, StopToken))
        {
            WriteWarning(warning);
        }

        if (ShouldProcess(mapping.ToString(), "Set the mapping"))
        {
            await editor.SaveAsync([mapping], cancellationToken: StopToken);
            if (PassThru)
            {
                WriteObject(mapping);
            }
        }
    }
}
