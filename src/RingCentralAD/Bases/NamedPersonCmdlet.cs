using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>A cmdlet that handles the people who are named or piped, and nobody else.</summary>
public abstract class NamedPersonCmdlet : HubCmdlet
{
    private PersonFinder? _finder;

    /// <summary>The people: hub user id, login, mail, user principal name, sAMAccountName, distinguished name or GUID, or objects that have one of these.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The people: hub user id, login, mail, user principal name, sAMAccountName, distinguished name or GUID, or objects that have one of these.", Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("HubUserId", "ObjectGUID", "UserPrincipalName", "Login", "Mail", "DistinguishedName", "SamAccountName")]
    [ArgumentCompleter(typeof(UserCompleter))]
    [AllowNull]
    [AllowEmptyCollection]
    public UserIdentity?[]? Identity { get; set; }

    /// <summary>Handles one person.</summary>
    private protected abstract Task HandleAsync(IHubStore hub, HubUser user);

    /// <inheritdoc />
    /// <remarks>One who cannot be found or handled is reported; the rest goes on.</remarks>
    protected override async Task ProcessAsync()
    {
        IHubStore hub = await StoreAsync();
        _finder ??= new PersonFinder(hub, WriteError);
        foreach (HubUser user in await _finder.FindAsync(Identity, StopToken))
        {
            await TryAsync(user, () => HandleAsync(hub, user));
        }
    }
}
