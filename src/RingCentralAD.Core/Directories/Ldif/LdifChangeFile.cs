using System.Text;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>
/// The change file of an LDIF directory: what was written back and waits for ldapmodify or ldifde. Laid over the entries as they
/// are read, so that the next read shows what was written. A change whose old value the entry no longer holds is left out: then
/// the file was exported again, and what it says is newer.
/// </summary>
internal sealed class LdifChangeFile
{
    private const string Header = "# Written back by RingCentralAD";

    private readonly string _path;
    private readonly string _content;
    private readonly Dictionary<string, List<AttributeChange>> _byDn = new(StringComparer.Ordinal);
    private (long Length, DateTime Written) _read;

    public LdifChangeFile(string path, string content)
    {
        _path = path;
        _content = content;
    }

    /// <summary>Reads the file again if somebody else changed it.</summary>
    public void Refresh()
    {
        FileInfo file = new(_path);
        (long, DateTime) now = file.Exists ? (file.Length, file.LastWriteTimeUtc) : (0, default);
        if (now == _read)
        {
            return;
        }

        _byDn.Clear();
        if (file.Exists)
        {
            using FileStream stream = new(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            EnsureOurs(stream);
            long whole = WholeLength(stream);
            stream.Position = 0;
            using MemoryStream text = new();
            stream.CopyTo(text);
            text.SetLength(Math.Min(whole, text.Length));
            text.Position = 0;
            using LdifReader reader = new(text, _path);
            foreach (LdifRecord record in reader.ReadAll())
            {
                Remember(record.Dn, LdifChangeRecord.Parse(_path, record));
            }
        }

        _read = now;
    }

    /// <summary>The entry as it is with what was written laid over it.</summary>
    public RawEntry Apply(RawEntry entry) =>
        _byDn.Count > 0 && _byDn.TryGetValue(DnText.Key(entry.Dn), out List<AttributeChange>? changes)
            ? changes.Aggregate(entry, static (current, change) => LdifChangeRecord.Applied(current, change) ?? current)
            : entry;

    /// <summary>Puts one record at the end of the file and sees it stored on the disk.</summary>
    public void Append(string dn, IReadOnlyList<AttributeChange> changes, DateTimeOffset at)
    {
        using (FileStream stream = PrivateFile.Open(_path))
        {
            EnsureOurs(stream);

            // A process that died while it wrote leaves half a record, which must never be applied: it goes.
            stream.SetLength(WholeLength(stream));
            stream.Position = stream.Length;
            LdifWriter writer = new();
            if (stream.Length == 0)
            {
                writer.Comment($"{Header[2..]}; entries: {Path.GetFileName(_content)}")
                    .Comment("Apply: ldapmodify -f THIS_FILE, or on Windows: ldifde -i -f THIS_FILE")
                    .Version();
            }

            writer.Comment($"{at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}").Modify(dn, changes);
            stream.Write(Encoding.ASCII.GetBytes(writer.ToString()));
            stream.Flush(flushToDisk: true);
        }

        Remember(dn, changes);
        FileInfo file = new(_path);
        _read = (file.Length, file.LastWriteTimeUtc);
    }

    private void Remember(string dn, IReadOnlyList<AttributeChange> changes)
    {
        string key = DnText.Key(dn);
        if (!_byDn.TryGetValue(key, out List<AttributeChange>? all))
        {
            _byDn.Add(key, all = []);
        }

        all.AddRange(changes);
    }

    // Never cut or append to a file that is not ours: it may be the very directory.
    private void EnsureOurs(FileStream stream)
    {
        byte[] start = new byte[Header.Length];
        stream.Position = 0;
        int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (!Header.AsSpan().StartsWith(Encoding.ASCII.GetString(start, 0, read)))
        {
            throw LdifErrors.Invalid(_path, 1, "the file is not a change file of the write-back.", LdifErrors.OtherChangeFile);
        }
    }

    /// <summary>The length up to the last record that was written to its end: each ends with an empty line.</summary>
    private static long WholeLength(FileStream stream)
    {
        byte[] bytes = new byte[Math.Min(stream.Length, 64 * 1024)];
        long from = stream.Length - bytes.Length;
        stream.Position = from;
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        int unix = bytes.AsSpan(0, read).LastIndexOf("\n\n"u8);
        int windows = bytes.AsSpan(0, read).LastIndexOf("\n\r\n"u8);
        return unix < 0 && windows < 0 ? 0 : from + Math.Max(unix + 2, windows + 3);
    }
}
