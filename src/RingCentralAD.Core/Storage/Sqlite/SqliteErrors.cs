using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RingCentralAD.Core.Storage;

/// <summary>SQLite's result codes (https://www.sqlite.org/rescode.html) in words that help.</summary>
internal static class SqliteErrors
{
    public static Exception Translate(string location, Exception exception) => (exception as SqliteException)?.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => StoreErrors.Locked(location, null, exception),
        raw.SQLITE_READONLY => StoreErrors.ReadOnly(location, exception),
        raw.SQLITE_INTERRUPT => new OperationCanceledException(null, exception),
        raw.SQLITE_IOERR => StoreErrors.Unavailable(location, "the disk answered with an error.", exception),
        raw.SQLITE_CORRUPT => StoreErrors.Damaged(location, exception),
        raw.SQLITE_FULL => StoreErrors.Full(location, exception),
        raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH => StoreErrors.Denied(location, exception),
        raw.SQLITE_NOTADB => StoreErrors.NotADatabase(location, "is no hub: its content is no SQLite database", exception),
        raw.SQLITE_ABORT => StoreErrors.TransactionEnded(location, exception),
        _ => StoreErrors.Failed(location, exception),
    };
}
