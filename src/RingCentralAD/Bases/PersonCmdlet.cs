using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>
/// A cmdlet that handles people: those named or piped, else everybody in scope. An empty pipeline or a null identity handles nobody.
/// </summary>
public abstract class PersonCmdlet : HubCmdlet
{
    private PersonFinder? _finder;

    /// <summary>The people: hub user id, login, mail, user principal name, sAMAccountName, distinguished name or GUID, or objects that have one of these. Without it everybody in scope is handled; with an empty pipeline nobody is.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("HubUserId", "ObjectGUID", "UserPrincipalName", "Login", "Mail", "DistinguishedName", "SamAccountName")]
    [ArgumentCompleter(typeof(UserCompleter))]
    [AllowNull]
    [AllowEmptyCollection]
    public UserIdentity?[]? Identity { get; set; }

    /// <summary>Whether the cmdlet handles only who was named or piped.</summary>
    internal bool OnlyNamed => MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(Identity));

    /// <summary>The rows of Compare-RcAccount among what the present pipeline object or the parameter names.</summary>
    internal AccountDrift[] NamedDrifts() => [.. (Identity ?? []).Select(identity => identity?.Drift).OfType<AccountDrift>()];

    /// <summary>The people named by the present pipeline object or the parameter; one who cannot be found is reported, the rest goes on.</summary>
    internal async Task<IReadOnlyList<HubUser>> NamedAsync()
    {
        _finder ??= new PersonFinder(await StoreAsync(), WriteError);
        return await _finder.FindAsync(Identity, StopToken);
    }
}
