using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Commands;

/// <summary>Takes people out of the hub and erases what it holds of them; the counts of runs stay.</summary>
/// <remarks>
/// <para>Only people who are Deactivated and linked to nothing that is there any more. With -Force also others: links end, and what stands in the systems
/// is left as it is; an account at RingCentral then belongs to nobody in the hub and is never deactivated by it, so deactivate and provision first. Nobody
/// is removed whose directory entry is still there and in scope, -Force or not: the next import would bring the person back.</para>
/// </remarks>
/// <example>
/// <code>Get-HubUser -Status Deactivated | Remove-HubUser -WhatIf</code>
/// <para>Shows who could be removed; who could not is told with the reason.</para>
/// </example>
/// <example>
/// <code>Remove-HubUser zoe@contoso.com</code>
/// <para>Erases one person who left.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "HubUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveHubUserCommand : HubCmdlet
{
    private PersonFinder? _finder;

    /// <summary>The people: hub user id, login, mail, user principal name, sAMAccountName, distinguished name or GUID, or objects that have one of these.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("HubUserId", "ObjectGUID", "UserPrincipalName", "Login", "Mail", "DistinguishedName", "SamAccountName")]
    [ArgumentCompleter(typeof(UserCompleter))]
    [AllowNull]
    [AllowEmptyCollection]
    public UserIdentity?[]? Identity { get; set; }

    /// <summary>Also people who are not deactivated, or still linked to RingCentral or to an entry out of scope.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        IHubStore hub = await StoreAsync();
        _finder ??= new PersonFinder(hub, WriteError);
        HubUserRemoval removal = new(hub);
        foreach (HubUser user in await _finder.FindAsync(Identity, StopToken))
        {
            try
            {
                await removal.CheckAsync(user, Force, StopToken);
                if (ShouldProcess($"{user.Name} ({user.Login})", "Remove from the hub and erase all values"))
                {
                    await removal.RemoveAsync(user, Force, StopToken);
                }
            }
            catch (RingCentralAdException error) when (error.Kind is ErrorKind.NotFound or ErrorKind.Conflict or ErrorKind.Busy)
            {
                WriteError(ErrorRecords.From(error, user));
            }
        }
    }
}
