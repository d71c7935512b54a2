using System.Management.Automation;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>
/// A cmdlet that handles people: those named or piped, else everybody in scope. An empty pipeline or a null identity handles nobody.
/// </summary>
public abstract class PersonCmdlet : HubCmdlet
{
    private PersonLookup? _lookup;

    /// <summary>The people: hub user id, login, mail, user principal name, sAMAccountName, distinguished name or GUID, or objects that have one of these. Without it everybody in scope is handled; with an empty pipeline nobody is.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("HubUserId", "ObjectGUID", "UserPrincipalName", "Login", "Mail", "DistinguishedName", "SamAccountName")]
    [AllowNull]
    [AllowEmptyCollection]
    public UserIdentity?[]? Identity { get; set; }

    /// <summary>Whether the cmdlet handles only who was named or piped.</summary>
    internal bool OnlyNamed => MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(Identity));

    /// <summary>The people named by the present pipeline object or the parameter; one who cannot be found is reported, the rest goes on.</summary>
    internal async Task<IReadOnlyList<HubUser>> NamedAsync()
    {
        List<HubUser> people = [];
        foreach (UserIdentity? identity in Identity ?? [])
        {
            if (identity is null)
            {
                continue;
            }

            try
            {
                _lookup ??= new PersonLookup(await StoreAsync());
                people.Add(await _lookup.FindAsync(identity.Value, StopToken));
            }
            catch (RingCentralAdException error) when (error.Kind is ErrorKind.NotFound or ErrorKind.Conflict)
            {
                WriteError(ErrorRecords.From(error, identity.Value));
            }
        }

        return people;
    }
}
