namespace RingCentralAD.Core.Storage;

/// <summary>How connections to a hub file behave.</summary>
/// <param name="Patience">How long to wait for another writer.</param>
/// <param name="Durable">Every commit reaches the disk before it is acknowledged; a trial needs none of it.</param>
/// <param name="MaxPages">The most pages the file may have; for tests of a full disk.</param>
internal sealed record SqliteOptions(TimeSpan Patience, bool Durable = true, int? MaxPages = null)
{
    public static SqliteOptions Default { get; } = new(TimeSpan.FromSeconds(30));

    /// <summary>
    /// FULL costs nothing visible at 1,000 rows a transaction (measured). The WAL is cut back to 64 MB after a bulk import; it is moved into
    /// the file every 64 MB, since the pages of indexes are written again in every transaction. What is deleted is overwritten: who was erased is not in the file any more.
    /// </summary>
    public string WriterPragmas =>
        $"PRAGMA journal_mode = WAL; PRAGMA synchronous = {(Durable ? "FULL" : "OFF")}; PRAGMA journal_size_limit = 67108864; PRAGMA wal_autocheckpoint = 16000; PRAGMA cache_size = -32768; PRAGMA secure_delete = ON;"
        + (MaxPages is { } pages ? $" PRAGMA max_page_count = {pages};" : "");

    public static string ReaderPragmas => "PRAGMA query_only = ON; PRAGMA cache_size = -8192;";
}
