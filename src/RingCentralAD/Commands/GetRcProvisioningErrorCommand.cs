using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Lists who is stuck: since when, why, and what to do.</summary>
/// <remarks>
/// <para>Each row names the person, the attribute, the reason in the guide's words where it has them, the directory's attribute and
/// entry behind it, and the remedy. Mended ones go away by themselves.</para>
/// </remarks>
/// <example>
/// <code>Get-RcProvisioningError | Group-Object ErrorId -NoElement</code>
/// <para>Counts the reasons.</para>
/// </example>
/// <example>
/// <code>Get-RcProvisioningError zoe@contoso.com | Format-List</code>
/// <para>Shows all about one person.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "RcProvisioningError")]
[OutputType(typeof(Problem))]
public sealed class GetRcProvisioningErrorCommand : HubCmdlet
{
    /// <summary>Names or logins of people; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UserCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Person { get; set; } = ["*"];

    /// <summary>Only problems that show at this stage.</summary>
    [Parameter]
    public RunKind? Stage { get; set; }

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        Filter<Problem> filter = new();
        if (Stage is { } stage)
        {
            filter.Equal(row => row.Stage, stage);
        }

        IHubStore hub = await StoreAsync();
        WildcardPattern[] patterns = [.. Person.Select(person => new WildcardPattern(person, WildcardOptions.IgnoreCase))];
        foreach (Problem problem in (await hub.ListAsync(filter, StopToken)).OrderBy(problem => problem.Person, StringComparer.OrdinalIgnoreCase))
        {
            if (patterns.Any(pattern => pattern.IsMatch(problem.Person)) || (problem.UserId is { } id && await IsCalledAsync(hub, id, patterns)))
            {
                WriteObject(problem);
            }
        }
    }

    private async Task<bool> IsCalledAsync(IHubStore hub, string id, WildcardPattern[] patterns) =>
        (await hub.FindAsync(new Filter<HubUser>().Equal(row => row.Id, id), StopToken))?.Login is { } login && patterns.Any(pattern => pattern.IsMatch(login));
}
