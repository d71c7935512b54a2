using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>Links people to extensions that the account's list showed in this run, many in one transaction. Nothing is sent.</summary>
internal sealed class LinkWay(OperationEnds ends)
{
    /// <summary>Carries links out.</summary>
    public async Task CarryOutAsync(IReadOnlyList<Operation> links, AccountFacts listed, Func<Ended, Task> hand, CancellationToken cancellationToken)
    {
        foreach (Ended linked in await ends.DoneAsync([.. links.Select(link => Doing.Listed(link, listed.Find(link.TargetKey!)))], cancellationToken).ConfigureAwait(false))
        {
            await hand(linked).ConfigureAwait(false);
        }
    }
}
