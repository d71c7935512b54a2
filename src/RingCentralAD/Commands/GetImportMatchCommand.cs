using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Lists imported people who wait for confirmation, and whom they may be.</summary>
/// <remarks>
/// <para>People of a directory wait when a required value is missing or a mail address is used twice; extensions wait when no mail
/// address or login agrees.</para>
/// </remarks>
/// <example>
/// <code>Get-ImportMatch -Kind Partial, None</code>
/// <para>Shows who could not be matched by mail or login.</para>
/// </example>
/// <example>
/// <code>Get-ImportMatch 'Zoë*' -IncludeDenied | Format-List</code>
/// <para>Shows all about the people of one name, those said no to included.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "ImportMatch")]
[OutputType(typeof(ImportMatch))]
public sealed class GetImportMatchCommand : HubCmdlet
{
    /// <summary>Names or mail addresses of the imported people; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MatchCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Person { get; set; } = ["*"];

    /// <summary>Only these kinds of match.</summary>
    [Parameter]
    [Alias("State")]
    public MatchKind[] Kind { get; set; } = [];

    /// <summary>Those said no to as well.</summary>
    [Parameter]
    public SwitchParameter IncludeDenied { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        WildcardPattern[] patterns = [.. Person.Select(person => new WildcardPattern(person, WildcardOptions.IgnoreCase))];
        await foreach (ImportMatch match in (await StoreAsync()).ReadAsync<ImportMatch>(cancellationToken: StopToken))
        {
            if ((Kind.Length == 0 || Kind.Contains(match.Kind)) && (IncludeDenied || !match.Denied)
                && patterns.Any(pattern => pattern.IsMatch(match.Person) || (match.Email is { } email && pattern.IsMatch(email))))
            {
                WriteObject(match);
            }
        }
    }
}
