using System.Management.Automation;
using System.Security;
using System.Security.Authentication;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>The one place where exceptions become error records: id, category, target, and what to do.</summary>
internal static class ErrorRecords
{
    private const string ReportIt = "This is a fault of RingCentralAD. Run Get-Error and report what it shows, with names and numbers taken out.";

    /// <summary>True for what steers the pipeline or already carries an error record: it passes as it is.</summary>
    public static bool BelongsToEngine(Exception error) =>
        error is PipelineStoppedException or FlowControlException or IContainsErrorRecord;

    /// <summary>Turns an exception into a record for WriteError or ThrowTerminatingError.</summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="target">Whom or what it is about, where the exception does not say.</param>
    public static ErrorRecord From(Exception error, object? target = null)
    {
        error = Unwrap(error);
        if (error is RingCentralAdException own)
        {
            return Make(own, own.ErrorId, Category(own.Kind), own.Target ?? target, own.Remedy ?? (own.Kind == ErrorKind.Bug ? ReportIt : null));
        }

        (string id, ErrorCategory category, string remedy) = Foreign(error);
        return Make(error, id, category, target, remedy);
    }

    private static (string Id, ErrorCategory Category, string Remedy) Foreign(Exception error) => error switch
    {
        OperationCanceledException or TimeoutException =>
            ("TimedOut", ErrorCategory.OperationTimeout, "Check that the server answers, then run the command again."),
        FileNotFoundException or DirectoryNotFoundException =>
            ("PathNotFound", ErrorCategory.ObjectNotFound, "Check the path."),
        UnauthorizedAccessException or SecurityException =>
            ("AccessDenied", ErrorCategory.PermissionDenied, "Run as an account that may use this file, or grant it the right."),
        AuthenticationException =>
            ("AuthenticationFailed", ErrorCategory.AuthenticationError, "Check the credential and the server's certificate."),
        IOException =>
            ("InputOutputFailed", ErrorCategory.DeviceError, "Check that the disk has room and that no other program holds the file."),
        ArgumentException =>
            ("InvalidArgument", ErrorCategory.InvalidArgument, "Check the value of the parameter."),
        _ => ("Unexpected", ErrorCategory.NotSpecified, ReportIt),
    };

    private static ErrorCategory Category(ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidInput => ErrorCategory.InvalidArgument,
        ErrorKind.NotFound => ErrorCategory.ObjectNotFound,
        ErrorKind.Conflict => ErrorCategory.ResourceExists,
        ErrorKind.Denied => ErrorCategory.PermissionDenied,
        ErrorKind.Unavailable => ErrorCategory.ResourceUnavailable,
        ErrorKind.Security => ErrorCategory.SecurityError,
        ErrorKind.Limit => ErrorCategory.LimitsExceeded,
        ErrorKind.Data => ErrorCategory.InvalidData,
        ErrorKind.Busy => ErrorCategory.ResourceBusy,
        _ => ErrorCategory.NotSpecified,
    };

    private static ErrorRecord Make(Exception error, string id, ErrorCategory category, object? target, string? remedy)
    {
        ErrorRecord record = new(error, id, category, target);
        if (remedy is not null)
        {
            record.ErrorDetails = new ErrorDetails(error.Message) { RecommendedAction = remedy };
        }

        return record;
    }

    private static Exception Unwrap(Exception error)
    {
        while (error is AggregateException { InnerExceptions: [Exception only] })
        {
            error = only;
        }

        return error;
    }
}
