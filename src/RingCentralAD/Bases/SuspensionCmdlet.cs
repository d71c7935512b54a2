using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;

namespace RingCentralAD;

/// <summary>A cmdlet that suspends or resumes the write-back of people, groups or numbers.</summary>
public abstract class SuspensionCmdlet : HubCmdlet
{
    internal const string PersonSet = "Person";
    internal const string GroupSet = "Group";
    internal const string NumberSet = "Number";
    private PersonFinder? _finder;

    /// <summary>The people: hub user id, login, mail, user principal name, sAMAccountName, distinguished name or GUID, or objects that have one of these.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The people: hub user id, login, mail, user principal name, sAMAccountName, distinguished name or GUID, or objects that have one of these.", Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PersonSet)]
    [Alias("HubUserId", "ObjectGUID", "UserPrincipalName", "Login", "Mail", "DistinguishedName", "SamAccountName")]
    [ArgumentCompleter(typeof(UserCompleter))]
    [AllowNull]
    [AllowEmptyCollection]
    [YieldsTo("Number")]
    public UserIdentity?[]? Identity { get; set; }

    /// <summary>Everyone in these groups, nested or not.</summary>
    [Parameter(Mandatory = true, HelpMessage = "Everyone in these groups, nested or not.", ParameterSetName = GroupSet)]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Group { get; set; } = [];

    /// <summary>Whoever has one of these numbers as their direct number; with + and the country code.</summary>
    [Parameter(Mandatory = true, HelpMessage = "Whoever has one of these numbers as their direct number; with + and the country code.", ValueFromPipelineByPropertyName = true, ParameterSetName = NumberSet)]
    [AllowNull]
    [AllowEmptyCollection]
    public string?[]? Number { get; set; }

    /// <summary>Emits the suspensions.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Handles one target.</summary>
    private protected abstract Task HandleAsync(SuspensionChange change, WriteBackSuspension suspension);

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        IHubStore hub = await StoreAsync();
        SuspensionChange change = new(hub, Environment.UserName, Time);
        switch (ParameterSetName)
        {
            case GroupSet:
                foreach (string name in Group)
                {
                    await TryAsync(name, async () => await HandleAsync(change, change.Of(await HubGroups.FindAsync(hub, name, StopToken))));
                }

                break;

            case NumberSet:
                foreach (string number in (Number ?? []).OfType<string>().Where(number => !string.IsNullOrWhiteSpace(number)))
                {
                    await TryAsync(number, () => HandleAsync(change, change.Of(number)));
                }

                break;

            default:
                _finder ??= new PersonFinder(hub, WriteError);
                foreach (HubUser user in await _finder.FindAsync(Identity, StopToken))
                {
                    await TryAsync(user, () => HandleAsync(change, change.Of(user)));
                }

                break;
        }
    }

    private protected void Emit(WriteBackSuspension suspension)
    {
        if (PassThru)
        {
            WriteObject(suspension);
        }
    }
}
