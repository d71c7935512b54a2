using System.Diagnostics.CodeAnalysis;

namespace RingCentralAD.Simulator;

/// <summary>
/// Values by id, listed in the order of their ids. Ids grow, so that adding is appending; a replacement keeps its
/// place. Guarded by the account's gate.
/// </summary>
internal class Table<T>(Func<T, long> id)
    where T : class
{
    private readonly List<T> _ordered = [];
    private readonly Dictionary<long, T> _byId = [];

    public IReadOnlyList<T> Ordered => _ordered;

    public int Count => _ordered.Count;

    public T? Find(long key) => _byId.GetValueOrDefault(key);

    public void Put(T value)
    {
        long key = id(value);
        if (_byId.TryGetValue(key, out T? old))
        {
            Unindex(old);
            _ordered[Position(key)] = value;
        }
        else if (_ordered.Count == 0 || id(_ordered[^1]) < key)
        {
            _ordered.Add(value);
        }
        else
        {
            _ordered.Insert(~Position(key), value);
        }

        _byId[key] = value;
        Index(value);
    }

    public bool Remove(long key, [NotNullWhen(true)] out T? removed)
    {
        if (!_byId.Remove(key, out removed))
        {
            return false;
        }

        Unindex(removed);
        _ordered.RemoveAt(Position(key));
        return true;
    }

    protected virtual void Index(T value)
    {
    }

    protected virtual void Unindex(T value)
    {
    }

    private int Position(long key)
    {
        int low = 0;
        int high = _ordered.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            long found = id(_ordered[middle]);
            if (found == key)
            {
                return middle;
            }

            (low, high) = found < key ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}
