using System.Runtime.CompilerServices;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Tests.Hub.Groups;

/// <summary>A hub that counts the people that are read of it.</summary>
internal sealed class CountingStore(IHubStore inner) : StoreAround(inner)
{
    public int People { get; set; }

    public override async IAsyncEnumerable<T> ReadAsync<T>(Filter<T>? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (T row in Inner.ReadAsync(filter, cancellationToken))
        {
            People += row is HubUser ? 1 : 0;
            yield return row;
        }
    }
}
