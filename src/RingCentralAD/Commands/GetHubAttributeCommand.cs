using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Shows the hub user's attributes.</summary>
/// <remarks>
/// <para>These are the names that stand behind user. in expressions.</para>
/// </remarks>
/// <example>
/// <code>Get-HubAttribute | Where-Object Required</code>
/// <para>Shows what nobody may lack.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "HubAttribute")]
[OutputType(typeof(HubAttribute))]
public sealed class GetHubAttributeCommand : HubCmdlet
{
    /// <summary>The attribute's name; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HubAttributeCompleter))]
    public string Name { get; set; } = "*";

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        WildcardPattern pattern = new(Name, WildcardOptions.IgnoreCase);
        await foreach (HubAttribute attribute in (await StoreAsync()).ReadAsync<HubAttribute>(cancellationToken: StopToken))
        {
            if (pattern.IsMatch(attribute.Name))
            {
                WriteObject(attribute);
            }
        }
    }
}
