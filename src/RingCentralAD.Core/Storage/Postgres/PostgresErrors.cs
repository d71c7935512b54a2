using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>PostgreSQL's error codes (its manual, appendix A) in words that help; texts are localised and never decide.</summary>
internal static class PostgresErrors
{
    private const string IdleInTransaction = "25P03";

    public static bool Is(Exception exception) => exception is NpgsqlException or SocketException or TimeoutException or IOException or AuthenticationException;

    public static Exception Translate(string location, Exception exception) => exception is PostgresException server
        ? Translate(location, server)
        : StoreErrors.Unavailable(location, Reason(exception), exception);

    private static RingCentralAdException Translate(string location, PostgresException exception) => exception.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => StoreErrors.SignIn(location, exception),
        PostgresErrorCodes.InvalidCatalogName => StoreErrors.NoDatabase(location, exception),
        PostgresErrorCodes.InsufficientPrivilege => StoreErrors.Denied(location, exception),
        PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory => StoreErrors.Full(location, exception),
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure => StoreErrors.Locked(location, null, exception),
        PostgresErrorCodes.ReadOnlySqlTransaction => StoreErrors.ReadOnly(location, exception),
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn => StoreErrors.Damaged(location, exception),
        PostgresErrorCodes.InFailedSqlTransaction or IdleInTransaction => StoreErrors.TransactionEnded(location, exception),
        PostgresErrorCodes.QueryCanceled => StoreErrors.Unavailable(location, "the server took too long over a statement and ended it.", exception),
        var code when code.StartsWith("08", StringComparison.Ordinal) || code.StartsWith("53", StringComparison.Ordinal) || code.StartsWith("57P", StringComparison.Ordinal) =>
            StoreErrors.Unavailable(location, exception.MessageText, exception),
        _ => StoreErrors.Failed(location, exception),
    };

    private static string Reason(Exception exception)
    {
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case SocketException socket:
                    return $"{socket.Message.TrimEnd('.')}.";
                case TimeoutException:
                    return "the server did not answer in time.";
                case InvalidOperationException:
                    return "the connection was lost.";
                case AuthenticationException:
                    return $"TLS failed: {inner.Message}";
            }
        }

        return exception.Message;
    }
}
