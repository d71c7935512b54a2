using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>The cursor of the directory under import, in memory and in its row, and what the run has for all its parts.</summary>
internal sealed class ImportState
{
    private readonly IHubStore _hub;

    public ImportState(IHubStore hub, DirectoryEntry entry, RunLog run, TimeProvider time)
    {
        (_hub, Entry, Run, Time) = (hub, entry, run, time);
        Cursor = ImportCursor.Parse(entry.Cursor);
        ReadsMemberOf = entry.ReadAttributes.Contains("memberOf", StringComparer.OrdinalIgnoreCase);
        ReadsNames = entry.ReadAttributes.Any(name => s_names.Contains(name));
    }

    // Values that name other entries. When such an entry is renamed, a directory reports it alone and not who names it.
    private static readonly HashSet<string> s_names = new(
        ["manager", "secretary", "assistant", "seeAlso", "owner", "msExchAssistantName", "publicDelegates", "altRecipient"], StringComparer.OrdinalIgnoreCase);

    public DirectoryEntry Entry { get; }

    public RunLog Run { get; }

    public TimeProvider Time { get; }

    public ImportCursor Cursor { get; private set; }

    /// <summary>Whether memberships are among the values read: they change without the person being reported.</summary>
    public bool ReadsMemberOf { get; }

    /// <summary>Whether names of other entries are among the values read.</summary>
    public bool ReadsNames { get; }

    /// <summary>Stores, with the changes that call for it, what is still to be done. Without a position the next import is a full one, which does it all.</summary>
    public async Task AddAsync(IHubTransaction transaction, ImportCursor more, CancellationToken cancellationToken)
    {
        if (Cursor.Position is not null && !Cursor.Covers(more))
        {
            await SaveAsync(transaction, Cursor.With(more), null, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stores another cursor.</summary>
    public Task SetAsync(ImportCursor cursor, Func<DirectoryEntry, DirectoryEntry>? change, CancellationToken cancellationToken) =>
        _hub.WriteAsync(transaction => SaveAsync(transaction, cursor, change, cancellationToken), Run.Lease, cancellationToken);

    private async Task SaveAsync(IHubTransaction transaction, ImportCursor cursor, Func<DirectoryEntry, DirectoryEntry>? change, CancellationToken cancellationToken)
    {
        // Read again: its settings may have been changed while the import ran.
        DirectoryEntry entry = await transaction.FindAsync(new Filter<DirectoryEntry>().Equal(row => row.Id, Entry.Id), cancellationToken).ConfigureAwait(false) ?? Entry;
        entry = entry with { Cursor = cursor.Write() };
        await transaction.SaveAsync([change?.Invoke(entry) ?? entry], cancellationToken).ConfigureAwait(false);
        Cursor = cursor;
    }
}
