namespace RingCentralAD.Core.Directories;

/// <summary>Which entries changed, by key; what they are now is read afterwards.</summary>
internal sealed class ChangedKeys
{
    private readonly Dictionary<string, bool> _changed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EntryKind?> _gone = new(StringComparer.Ordinal);

    /// <summary>Entries that are there, with whether their names may have changed while they were there before.</summary>
    public IReadOnlyDictionary<string, bool> Changed => _changed;

    /// <summary>Entries that are gone; null where the server does not say what they were.</summary>
    public IReadOnlyDictionary<string, EntryKind?> Gone => _gone;

    /// <summary>An entry changed; it is there (again).</summary>
    public void AddChanged(string key, bool renamed)
    {
        _gone.Remove(key);
        _changed[key] = renamed || _changed.GetValueOrDefault(key);
    }

    /// <summary>An entry is gone.</summary>
    public void AddGone(string key, EntryKind? kind)
    {
        _changed.Remove(key);
        _gone[key] = kind ?? _gone.GetValueOrDefault(key);
    }
}
