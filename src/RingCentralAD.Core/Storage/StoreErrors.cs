using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>Every failure of the store, with its stable id and what to do.</summary>
internal static class StoreErrors
{
    private const string RestoreRemedy =
        "Restore the last backup (Restore-RcHub -Path … -Replace), or rebuild the hub from what is left of it, the directory and the account (Restore-RcHub -Rebuild). Either keeps this one aside.";

    public static RingCentralAdException NotFound(string location) => new(
        "HubNotFound", ErrorKind.NotFound, $"There is no hub at {location}.",
        "Check the path, or make a hub there with New-RcHub.", location);

    public static RingCentralAdException NoDatabase(string location, Exception inner) => new(
        "HubNotFound", ErrorKind.NotFound, $"The server has no database for the hub at {location}.",
        "Check the name of the database, or make it (createdb -E UTF8).", location, inner);

    public static RingCentralAdException Exists(string location, Exception? inner = null) => new(
        "HubExists", ErrorKind.Conflict, $"There already is something at {location}.",
        "Connect to it with Connect-RcHub, or choose another place for the new hub.", location, inner);

    public static RingCentralAdException NotADatabase(string location, string what, Exception? inner = null) => new(
        "HubNotADatabase", ErrorKind.InvalidInput, $"{location} {what}.",
        "Check the path. If New-RcHub was interrupted there, remove it and make the hub again. If it was a hub, it is damaged: Restore-RcHub puts a backup back, or rebuilds it.", location, inner);

    public static RingCentralAdException TooNew(string location, int version, int newest) => new(
        "HubTooNew", ErrorKind.InvalidInput,
        $"The hub at {location} has schema version {version}; this RingCentralAD knows versions up to {newest}.",
        "Update the RingCentralAD module on this machine; the hub was left as it is.", location);

    public static RingCentralAdException Damaged(string location, Exception? inner = null) => new(
        "HubDamaged", ErrorKind.Data, $"The hub at {location} is damaged: it no longer holds together.",
        RestoreRemedy, location, inner);

    public static RingCentralAdException Damaged(string location, string how) => new(
        "HubDamaged", ErrorKind.Data, $"The hub at {location} is damaged: {how}.",
        RestoreRemedy, location);

    public static RingCentralAdException ReadOnly(string location, Exception? inner = null) => new(
        "HubReadOnly", ErrorKind.Denied, $"The hub at {location} cannot be written: the file or its folder is read-only for this account.",
        "Give the account write access to the file and its folder.", location, inner);

    public static RingCentralAdException Denied(string location, Exception? inner = null) => new(
        "HubDenied", ErrorKind.Denied, $"The hub at {location} cannot be opened with the rights of this account.",
        "Run as the account that owns the hub, or give this one access.", location, inner);

    public static RingCentralAdException Full(string location, Exception? inner = null) => new(
        "HubFull", ErrorKind.Limit, $"There is no space left for the hub at {location}; the change was not stored.",
        "Free space on that disk (or raise the quota) and run again: nothing that was committed is lost.", location, inner);

    public static RingCentralAdException Locked(string location, string? who, Exception? inner = null) => new(
        "HubLocked", ErrorKind.Busy,
        $"The hub at {location} has been locked by another writer for too long{(who is null ? "" : $"; at work: {who}")}.",
        "Wait until the other process has ended, then run again.", location, inner);

    public static RingCentralAdException Busy(string location, Lease lease) => new(
        "HubBusy", ErrorKind.Busy,
        $"{LeaseHolder.Show(lease.Holder)} is at work on stage {lease.Stage} of the hub at {location} since {Utc(lease.Since)}.",
        $"Wait for it to end. If that process died on another machine, its lease runs out at {Utc(lease.Until)} and is taken over then; a dead one of this machine is taken over at once.", lease);

    public static RingCentralAdException LeaseLost(string location, Lease lease) => new(
        "LeaseLost", ErrorKind.Busy,
        $"{LeaseHolder.Show(lease.Holder)} no longer holds stage {lease.Stage} of the hub at {location} (number {lease.Number}): the lease was given back or taken over. Nothing was written.",
        "Nothing to mend: whoever took over finishes the work. Run again if nobody did.", lease);

    public static RingCentralAdException Conflict(string location, string table, string row, string columns, string values, string? other) => new(
        "HubConflict", ErrorKind.Conflict,
        $"{table} {row} cannot be stored in the hub at {location}: {columns} {values} belongs to {(other is null ? "another row of the same change" : other)}.",
        $"Make {columns} of one of the two different.", row);

    public static RingCentralAdException Unavailable(string location, string why, Exception? inner = null) => new(
        "HubUnavailable", ErrorKind.Unavailable, $"The hub at {location} cannot be reached: {why}",
        "Check that the database server (or the disk) is there, then run again.", location, inner);

    public static RingCentralAdException CommitUnknown(string location, Exception inner) => new(
        "HubUnavailable", ErrorKind.Unavailable,
        $"The hub at {location} was lost while a change was being committed: the change is there as a whole, or not at all.",
        "Check that the database server is there, then run again: the next run looks before it acts.", location, inner);

    public static RingCentralAdException SignIn(string location, Exception? inner = null) => new(
        "HubSignInFailed", ErrorKind.Security, $"The database server refused the sign-in for the hub at {location}.",
        "Check user name and password of the connection string, and the server's pg_hba.conf.", location, inner);

    public static RingCentralAdException NetworkShare(string location, string fileSystem) => new(
        "HubOnNetworkShare", ErrorKind.InvalidInput,
        $"The hub at {location} would lie on a network share ({fileSystem}), where SQLite's locks do not hold and the hub would be damaged.",
        "Put the hub on a local disk, or use PostgreSQL (Host=…) for several machines.", location);

    public static RingCentralAdException BadLocation(string why) => new(
        "HubLocationInvalid", ErrorKind.InvalidInput, $"The place of the hub cannot be read: {why}",
        "Give a file path, or a PostgreSQL connection string like Host=db.example.com;Database=rcad;Username=sync.");

    public static RingCentralAdException UnknownValue(string table, string column, string value) => new(
        "HubValueUnknown", ErrorKind.Data, $"The hub's table {table} holds the value '{value}' in {column}, which this RingCentralAD does not know.",
        "Update the RingCentralAD module, or take back the change that another tool made.", value);

    public static RingCentralAdException BadDocument(string table, string column, Exception inner) => new(
        "HubDamaged", ErrorKind.Data, $"The hub's table {table} holds a document in {column} that cannot be read.",
        "Take back the change that another tool made, or restore the last backup (Restore-RcHub).", $"{table}.{column}", inner);

    public static RingCentralAdException UnknownType(string attribute, Type type) => new(
        "HubValueType", ErrorKind.Bug, $"Attribute {attribute} holds a {type.Name}, which the hub cannot store.",
        "Report this with the mapping that gives the attribute.", attribute);

    public static RingCentralAdException TransactionEnded(string location, Exception? inner = null) => new(
        "HubTransactionEnded", ErrorKind.Unavailable, $"The database had ended the transaction on the hub at {location} before its end; nothing of it was stored.",
        "See the error before this one, mend it, and run again.", location, inner);

    public static RingCentralAdException Failed(string location, Exception inner) => new(
        "HubFailed", ErrorKind.Bug, $"The database of the hub at {location} refused a statement: {inner.Message}",
        "Report this with the whole message; nothing was stored.", location, inner);

    private static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", System.Globalization.CultureInfo.InvariantCulture);
}
