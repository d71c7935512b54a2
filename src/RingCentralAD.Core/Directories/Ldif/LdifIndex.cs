namespace RingCentralAD.Core.Directories;

/// <summary>Where an entry of an LDIF file stands.</summary>
internal sealed record LdifIndexEntry(string Key, string Dn, string DnKey, EntryKind Kind, long Offset, int Line);

/// <summary>Names, keys and places of the entries of one LDIF file: what memberships, containers and single look-ups need.</summary>
internal sealed class LdifIndex
{
    private readonly Dictionary<string, LdifIndexEntry> _byDn = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LdifIndexEntry> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _keyByUid = new(StringComparer.OrdinalIgnoreCase);

    private LdifIndex(FileStamp stamp) => Stamp = stamp;

    /// <summary>The file as it was when it was read.</summary>
    public FileStamp Stamp { get; }

    /// <summary>The family whose names the people's attributes have.</summary>
    public DirectoryProfile Profile { get; private set; } = DirectoryProfile.OpenLdap;

    /// <summary>The highest entry that the others lie below, or the DNs' common end; empty in an empty file.</summary>
    public string Root { get; private set; } = "";

    /// <summary>All entries that have a key.</summary>
    public IReadOnlyCollection<LdifIndexEntry> Entries => _byDn.Values;

    /// <summary>Reads the whole file once, and so finds every broken line before anything is used.</summary>
    public static LdifIndex Read(string path, CancellationToken cancellationToken)
    {
        LdifIndex index = new(FileStamp.Of(path));
        Dictionary<string, int> withoutKey = new(StringComparer.Ordinal);
        HashSet<string> parents = new(StringComparer.Ordinal);
        bool knowsFamily = false;
        using LdifReader reader = LdifFile.Open(path);
        foreach (LdifRecord record in reader.ReadAll(cancellationToken))
        {
            if (record.ChangeType is not (null or "add"))
            {
                throw LdifReader.NoContent(path, record);
            }

            if (record.Dn.Length > 0)
            {
                parents.Add(DnText.Key(DnText.Parent(record.Dn)));
                RawEntry entry = record.ToEntry();
                EntryKind kind = EntryKinds.Of(entry);
                if (kind == EntryKind.Person && !knowsFamily)
                {
                    knowsFamily = true;
                    index.Profile = EntryKinds.IsActiveDirectoryUser(entry) ? DirectoryProfile.ActiveDirectory : DirectoryProfile.OpenLdap;
                }

                index.Add(path, record, entry, kind, withoutKey);
            }
        }

        index.PromoteParents(path, parents, withoutKey);
        index.Root = index.FindRoot();
        return index;
    }

    /// <summary>The entry of this name, or null.</summary>
    public LdifIndexEntry? ByDn(string dn) => _byDn.GetValueOrDefault(DnText.Key(dn));

    /// <summary>The entry of this key, or null.</summary>
    public LdifIndexEntry? ByKey(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>The key of the person with this uid (posixGroup names its members so), or null.</summary>
    public string? KeyByUid(string uid) => _keyByUid.GetValueOrDefault(uid);

    private void Add(string path, LdifRecord record, RawEntry entry, EntryKind kind, Dictionary<string, int> withoutKey)
    {
        string dnKey = DnText.Key(record.Dn);
        if (_byDn.TryGetValue(dnKey, out LdifIndexEntry? same))
        {
            throw LdifErrors.Twice(path, record.Line, "the name", record.Dn, same.Line);
        }

        if (EntryKey.Of(entry) is not { } key)
        {
            if (kind != EntryKind.Other)
            {
                throw LdifErrors.NoKey(path, record.Line, record.Dn);
            }

            withoutKey[dnKey] = record.Line;
            return;
        }

        LdifIndexEntry indexed = new(key, record.Dn, dnKey, kind, record.Offset, record.Line);
        if (!_byKey.TryAdd(key, indexed))
        {
            throw LdifErrors.Twice(path, record.Line, $"the key {key}", record.Dn, _byKey[key].Line);
        }

        _byDn.Add(dnKey, indexed);
        if (kind == EntryKind.Person && entry.Text("uid") is { Length: > 0 } uid)
        {
            _keyByUid.TryAdd(uid, key);
        }
    }

    // Whatever has entries below it is a place where people can be, whatever its class.
    private void PromoteParents(string path, HashSet<string> parents, Dictionary<string, int> withoutKey)
    {
        foreach (string parent in parents)
        {
            if (withoutKey.TryGetValue(parent, out int line))
            {
                throw LdifErrors.NoKey(path, line, parent);
            }

            if (_byDn.TryGetValue(parent, out LdifIndexEntry? entry) && entry.Kind == EntryKind.Other)
            {
                _byDn[parent] = _byKey[entry.Key] = entry with { Kind = EntryKind.Container };
            }
        }
    }

    private string FindRoot()
    {
        LdifIndexEntry? highest = null;
        foreach (LdifIndexEntry entry in _byDn.Values)
        {
            if (highest is null || entry.DnKey.Length < highest.DnKey.Length)
            {
                highest = entry;
            }
        }

        string root = highest?.Dn ?? "";
        while (root.Length > 0 && _byDn.Values.Any(entry => !DnText.IsWithin(entry.DnKey, DnText.Key(root))))
        {
            root = DnText.Parent(root);
        }

        return root;
    }
}
