using System.Text;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>The change file of an LDIF directory: what was written back, read over the content and added to.</summary>
internal sealed class LdifChanges
{
    private readonly string _path;
    private readonly Dictionary<string, Dictionary<string, string?>> _written = new(StringComparer.OrdinalIgnoreCase);

    public LdifChanges(string path)
    {
        _path = path;
        if (File.Exists(path))
        {
            foreach (LdifRecord record in LdifReader.Read(path))
            {
                Take(record);
            }
        }
    }

    /// <summary>The value that an entry's attribute got; false where nothing was written to it.</summary>
    public bool TryGet(string dn, string attribute, out string? value)
    {
        value = null;
        return _written.TryGetValue(dn, out Dictionary<string, string?>? values) && values.TryGetValue(attribute, out value);
    }

    /// <summary>The attributes that were written to an entry.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Of(string dn) =>
        _written.TryGetValue(dn, out Dictionary<string, string?>? values) ? values.Select(pair => new KeyValuePair<string, object?>(pair.Key, pair.Value)) : [];

    /// <summary>Adds a record durably; the file is made for its owner alone.</summary>
    public async Task AddAsync(string dn, IReadOnlyList<AttributeChange> changes, CancellationToken cancellationToken)
    {
        FileStreamOptions options = new() { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read, Options = FileOptions.WriteThrough };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        FileStream file = new(_path, options);
        await using (file.ConfigureAwait(false))
        {
            string head = file.Position == 0 ? "version: 1\n\n" : "";
            await file.WriteAsync(Encoding.UTF8.GetBytes(head + LdifWriter.Modify(dn, changes)), cancellationToken).ConfigureAwait(false);
        }

        foreach (AttributeChange change in changes)
        {
            Set(dn, change.Attribute, change.After);
        }
    }

    private void Take(LdifRecord record)
    {
        string? operation = null;
        foreach ((string attribute, byte[] value) in record.Lines)
        {
            switch (attribute.ToLowerInvariant())
            {
                case "changetype":
                    break;
                case "add" or "replace":
                    operation = "set";
                    break;
                case "delete":
                    operation = "delete";
                    Set(record.Dn, Encoding.UTF8.GetString(value), null);
                    break;
                case "-":
                    operation = null;
                    break;
                default:
                    if (operation == "set")
                    {
                        Set(record.Dn, attribute, Encoding.UTF8.GetString(value));
                    }

                    break;
            }
        }
    }

    private void Set(string dn, string attribute, string? value)
    {
        if (!_written.TryGetValue(dn, out Dictionary<string, string?>? values))
        {
            _written[dn] = values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        }

        values[attribute] = value;
    }
}
