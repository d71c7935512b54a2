using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD;

/// <summary>Finds the people that a parameter or a pipeline object names; one who cannot be found is reported, the rest goes on.</summary>
internal sealed class PersonFinder(IHubStore hub, Action<ErrorRecord> report)
{
    private readonly PersonLookup _lookup = new(hub);

    /// <summary>The people; a null identity names nobody.</summary>
    public async Task<IReadOnlyList<HubUser>> FindAsync(UserIdentity?[]? identities, CancellationToken cancellationToken)
    {
        List<HubUser> people = [];
        foreach (UserIdentity identity in UserIdentity.Named(identities, report))
        {
            try
            {
                people.Add(await _lookup.FindAsync(identity.Value, cancellationToken));
            }
            catch (RingCentralAdException error) when (error.Kind is ErrorKind.NotFound or ErrorKind.Conflict)
            {
                report(ErrorRecords.From(error, identity.Value));
            }
        }

        return people;
    }
}
