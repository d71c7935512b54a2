using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>A cmdlet that changes the status of people in the hub.</summary>
public abstract class StatusCmdlet : HubCmdlet
{
    private PersonLookup? _lookup;

    /// <summary>The people: hub user id, login, mail, user principal name, sAMAccountName, distinguished name or GUID, or objects that have one of these.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("HubUserId", "ObjectGUID", "UserPrincipalName", "Login", "Mail", "DistinguishedName", "SamAccountName")]
    [ArgumentCompleter(typeof(UserCompleter))]
    [AllowNull]
    [AllowEmptyCollection]
    public UserIdentity?[]? Identity { get; set; }

    /// <summary>Emits the people as they then are.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What is done, for ShouldProcess.</summary>
    private protected abstract string Doing { get; }

    /// <summary>Changes one person.</summary>
    private protected abstract Task<HubUser> ChangeAsync(HubUserStatusChange change, HubUser user);

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        IHubStore hub = await StoreAsync();
        foreach (UserIdentity identity in (Identity ?? []).OfType<UserIdentity>())
        {
            try
            {
                _lookup ??= new PersonLookup(hub);
                HubUser user = await _lookup.FindAsync(identity.Value, StopToken);
                if (ShouldProcess($"{user.Name} ({user.Login})", Doing))
                {
                    user = await ChangeAsync(new HubUserStatusChange(hub, Time), user);
                    if (PassThru)
                    {
                        WriteObject(user);
                    }
                }
            }
            catch (RingCentralAdException error) when (error.Kind is ErrorKind.NotFound or ErrorKind.Conflict)
            {
                WriteError(ErrorRecords.From(error, identity.Value));
            }
        }
    }
}
