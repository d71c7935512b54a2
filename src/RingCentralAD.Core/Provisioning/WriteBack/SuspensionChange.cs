using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>Suspends the write-back of people, groups and numbers, and resumes it.</summary>
public sealed class SuspensionChange
{
    private readonly IHubStore _hub;
    private readonly TimeProvider _time;
    private readonly string _by;

    /// <summary>Makes the change.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="time">The clock.</param>
    public SuspensionChange(IHubStore hub, string by, TimeProvider time) => (_hub, _by, _time) = (hub, by, time);

    /// <summary>The suspension of a person.</summary>
    public WriteBackSuspension Of(HubUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return New(SuspensionKind.Person, user.Id, user.Name);
    }

    /// <summary>The suspension of everyone in a group.</summary>
    public WriteBackSuspension Of(HubGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return New(SuspensionKind.Group, group.Id, group.Name);
    }

    /// <summary>The suspension of whoever has the number; throws <c>SuspensionInvalid</c> for what is no number.</summary>
    public WriteBackSuspension Of(string number)
    {
        string text = Number(number);
        return New(SuspensionKind.Number, text, text);
    }

    /// <summary>How and why it ends; throws <c>SuspensionInvalid</c> for a time that is over or for what is no number.</summary>
    /// <param name="suspension">The suspension.</param>
    /// <param name="until">It ends at this time; null for none.</param>
    /// <param name="expectedNumber">It ends once this is the person's number; null or empty for none.</param>
    /// <param name="reason">Why; null for none.</param>
    public WriteBackSuspension Ending(WriteBackSuspension suspension, DateTimeOffset? until, string? expectedNumber, string? reason)
    {
        ArgumentNullException.ThrowIfNull(suspension);
        if (until <= _time.GetUtcNow())
        {
            throw Invalid($"{suspension.Name}: {until:yyyy-MM-dd HH:mm zzz} is over already.", "Give a time to come with -Until.", suspension.Name);
        }

        string? expected = string.IsNullOrWhiteSpace(expectedNumber) ? null : Number(expectedNumber);
        return suspension with { Until = until, ExpectedNumber = expected, Reason = string.IsNullOrWhiteSpace(reason) ? null : reason };
    }

    /// <summary>Stores a suspension in place of an earlier one of the same target.</summary>
    public Task SuspendAsync(WriteBackSuspension suspension, CancellationToken cancellationToken = default) =>
        _hub.WriteAsync(transaction => transaction.SaveAsync([suspension], cancellationToken), null, cancellationToken);

    /// <summary>The stored suspension of this target; null where there is none.</summary>
    public Task<WriteBackSuspension?> FindAsync(WriteBackSuspension suspension, CancellationToken cancellationToken = default) =>
        _hub.FindAsync(Target(suspension), cancellationToken);

    /// <summary>Ends a suspension: the next write-back writes again.</summary>
    public Task ResumeAsync(WriteBackSuspension suspension, CancellationToken cancellationToken = default) =>
        _hub.WriteAsync(transaction => transaction.RemoveAsync(Target(suspension), cancellationToken), null, cancellationToken);

    private static Filter<WriteBackSuspension> Target(WriteBackSuspension suspension)
    {
        ArgumentNullException.ThrowIfNull(suspension);
        return new Filter<WriteBackSuspension>().Equal(row => row.Kind, suspension.Kind).Equal(row => row.Target, suspension.Target);
    }

    private static string Number(string text) => PhoneText.ToE164(text, null)
        ?? throw Invalid($"'{text}' is no phone number in international form.", "Write it with + and the country code, e.g. +16505550123.", text);

    private static RingCentralAdException Invalid(string message, string remedy, object target) => new("SuspensionInvalid", ErrorKind.InvalidInput, message, remedy, target);

    private WriteBackSuspension New(SuspensionKind kind, string target, string name) =>
        new() { Kind = kind, Target = target, Name = name, By = _by, Since = _time.GetUtcNow() };
}
