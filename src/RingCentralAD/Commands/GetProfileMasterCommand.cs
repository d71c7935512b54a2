using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Shows the profile masters: the systems that own profiles and life cycle, best first.</summary>
/// <remarks>
/// <para>For each attribute the first master that has a value gives it; Get-AttributeMaster shows what overrides that. The first master that knows a
/// person owns the life cycle. ActiveDirectory stands for every directory of the hub.</para>
/// </remarks>
/// <example>
/// <code>Get-ProfileMaster</code>
/// <para>Shows the guide's page "Profile Masters": Active Directory first, RingCentral second in a new hub.</para>
/// </example>
/// <example>
/// <code>Get-ProfileMaster | Where-Object Enabled -eq $false</code>
/// <para>Shows systems that are treated as normal applications.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "ProfileMaster")]
[OutputType(typeof(ProfileMasterInfo))]
public sealed class GetProfileMasterCommand : HubCmdlet
{
    /// <summary>The system's name; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MasterCompleter))]
    public string System { get; set; } = "*";

    /// <inheritdoc />
    protected override async Task EndAsync()
    {
        IHubStore hub = await StoreAsync();
        MasterNames names = await MasterNames.LoadAsync(hub, StopToken);
        NamePatterns wanted = new(System);
        foreach (ProfileMaster master in (await hub.ListAsync<ProfileMaster>(cancellationToken: StopToken)).OrderBy(master => master.Priority))
        {
            if (wanted.Fit(names.NameOf(master.System)))
            {
                WriteObject(new ProfileMasterInfo(names.NameOf(master.System), master.Priority, master.Enabled));
            }
        }

        wanted.Report(this, static name => new RingCentralAdException(
            "ProfileMasterNotFound", ErrorKind.NotFound, $"'{name}' is no profile master.", "Get-ProfileMaster lists them: ActiveDirectory, RingCentral, or a directory's name.", name));
    }
}
