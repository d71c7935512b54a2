using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>A cmdlet that changes the status of people in the hub.</summary>
public abstract class StatusCmdlet : NamedPersonCmdlet
{
    /// <summary>Emits the people as they then are.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What is done, for ShouldProcess.</summary>
    private protected abstract string Doing { get; }

    /// <summary>Changes one person.</summary>
    private protected abstract Task<HubUser> ChangeAsync(HubUserStatusChange change, HubUser user);

    /// <inheritdoc />
    private protected override async Task HandleAsync(IHubStore hub, HubUser user)
    {
        if (ShouldProcess($"{user.Name} ({user.Login})", Doing))
        {
            user = await ChangeAsync(new HubUserStatusChange(hub, Time), user);
            if (PassThru)
            {
                WriteObject(user);
            }
        }
    }
}
