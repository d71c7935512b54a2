using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Shows who is assigned to RingCentral: groups and people.</summary>
/// <remarks>
/// <para>An assignment of origin Import was made by a confirmed match of Import-RcUser: the person had an account before the hub.</para>
/// </remarks>
/// <example>
/// <code>Get-RcAssignment</code>
/// <para>Shows all assignments.</para>
/// </example>
/// <example>
/// <code>Get-RcAssignment 'RC *' | Remove-RcAssignment -WhatIf</code>
/// <para>Shows which assignments of such groups would be taken away.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "RcAssignment")]
[OutputType(typeof(AssignmentInfo))]
public sealed class GetRcAssignmentCommand : HubCmdlet
{
    /// <summary>Names of groups or people; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        NamePatterns wanted = new(Name);
        IHubStore hub = await StoreAsync();
        Dictionary<string, HubGroup> groups = (await hub.ListAsync<HubGroup>(cancellationToken: StopToken)).ToDictionary(group => group.Id, StringComparer.Ordinal);
        await foreach (Assignment assignment in hub.ReadAsync<Assignment>(cancellationToken: StopToken))
        {
            HubUser? user = assignment.UserId is { } id ? await hub.FindAsync(new Filter<HubUser>().Equal(row => row.Id, id), StopToken) : null;
            string name = user?.Name ?? groups.GetValueOrDefault(assignment.GroupId ?? "")?.Name ?? "(gone)";
            if (wanted.Fit(name))
            {
                WriteObject(AssignmentInfo.Of(assignment, name));
            }
        }

        wanted.Report(this, static name => new RingCentralAdException(
            "AssignmentNotFound", ErrorKind.NotFound, $"There is no assignment of '{name}'.", "Get-RcAssignment lists them by the names of groups and people; Add-RcAssignment adds one.", name));
    }
}
