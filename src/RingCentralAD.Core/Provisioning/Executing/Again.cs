using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>When a refused operation is tried again though nothing about the person changed, by the kind of error.</summary>
internal static class Again
{
    /// <summary>How long to wait; null for until the data changes.</summary>
    public static TimeSpan? After(AccountException error) => error.Failure switch
    {
        // An outage, or another operation that holds the extension: soon.
        AccountFailure.Unknown or AccountFailure.NotSent or AccountFailure.RateLimited => TimeSpan.FromMinutes(5),

        // No public call tells how many licences are left: one person an hour finds out for all.
        AccountFailure.NoResource => TimeSpan.FromHours(1),

        // Whoever has the address may give it up, which no reading of this account may show.
        _ when error.ErrorId == "RcDuplicateMail" => TimeSpan.FromDays(1),
        _ => null,
    };
}
