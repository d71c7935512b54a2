using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Shows the hub's directories.</summary>
/// <remarks>
/// <para>Shows how each is reached, what is in scope, and how its imports go: last try, last success, since when they fail, why, and what to do; how
/// changes are seen and when everything was last read; how many deactivations wait for a word. Nothing is asked of a server.</para>
/// </remarks>
/// <example>
/// <code>Get-AdDirectory</code>
/// <para>Shows all of them.</para>
/// </example>
/// <example>
/// <code>Get-AdDirectory | Where-Object Health -eq Failing | Format-List Name, FailingSince, LastError, Remedy</code>
/// <para>Shows what is wrong with those whose last import failed.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "AdDirectory")]
[OutputType(typeof(AdDirectoryInfo))]
public sealed class GetAdDirectoryCommand : HubCmdlet
{
    /// <summary>The directory's name; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DirectoryCompleter))]
    public string Name { get; set; } = "*";

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        IHubStore hub = await StoreAsync();
        NamePatterns wanted = new(Name);
        DirectoryRegistration registration = new(hub, Time);
        foreach (DirectoryEntry entry in await hub.ListAsync<DirectoryEntry>(cancellationToken: StopToken))
        {
            if (wanted.Fit(entry.Name))
            {
                WriteObject(await registration.DescribeAsync(entry, StopToken));
            }
        }

        wanted.Report(this, static name => new RingCentralAdException(
            "DirectoryNotFound", ErrorKind.NotFound, $"The hub has no directory '{name}'.", "Get-AdDirectory lists them; Connect-AdDirectory adds one.", name));
    }
}
