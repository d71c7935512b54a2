using System.Globalization;

namespace RingCentralAD.Core.Storage;

/// <summary>Whether a hub's file holds together.</summary>
internal static class SqliteIntegrity
{
    // Reading 32 MB takes about 30 ms; a hub of 10,000 people has that size.
    private const long CheckedWhole = 32L << 20;

    /// <summary>
    /// What is checked whenever a hub is opened: a file that was cut off, and of a small one every page. A big one is checked whole by a backup and
    /// by Test-RcHub.
    /// </summary>
    public static async Task CheckAtOpeningAsync(Session session, string path, CancellationToken cancellationToken)
    {
        long length = new FileInfo(path).Length;
        FileInfo log = new(path + "-wal");
        bool alone = !log.Exists || log.Length == 0;
        if (alone && await SizeAsync(session, cancellationToken).ConfigureAwait(false) > length)
        {
            throw StoreErrors.Damaged(path, "the file was cut off");
        }

        if (length <= CheckedWhole)
        {
            await CheckAsync(session, path, "quick_check", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Checks every page, and every index beside its table.</summary>
    public static Task CheckWholeAsync(Session session, string path, CancellationToken cancellationToken) =>
        CheckAsync(session, path, "integrity_check", cancellationToken);

    private static async Task CheckAsync(Session session, string path, string pragma, CancellationToken cancellationToken)
    {
        object? found = await session.ScalarAsync($"PRAGMA {pragma}(1)", [], cancellationToken).ConfigureAwait(false);
        if (found is not "ok")
        {
            throw StoreErrors.Damaged(path, Convert.ToString(found, CultureInfo.InvariantCulture)?.Split('\n')[0] ?? "");
        }
    }

    private static async Task<long> SizeAsync(Session session, CancellationToken cancellationToken) =>
        (long)(await session.ScalarAsync("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size", [], cancellationToken).ConfigureAwait(false))!;
}
