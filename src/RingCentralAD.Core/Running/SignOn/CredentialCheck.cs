using System.Net;
using System.Security;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Core.SignOn;

namespace RingCentralAD.Core.Running;

/// <summary>
/// Delegated authentication over the directories of a hub. Keeps open sessions that read, and no password; safe for many checks at once.
/// </summary>
/// <remarks>
/// A name that is nobody's takes the way of one that is somebody's: look-up, one read by key, one try taken, one bind. Whatever is not a success is
/// answered at the next whole second after the question.
/// </remarks>
public sealed class CredentialCheck : ICredentialCheck, IAsyncDisposable
{
    /// <summary>An answer that is not a success comes at a whole multiple of this after the question.</summary>
    internal static readonly TimeSpan Floor = TimeSpan.FromSeconds(1);

    private readonly IHubStore _hub;
    private readonly TimeProvider _time;
    private readonly CredentialDirectories _directories;
    private readonly PersonByName _people;
    private readonly PasswordTry _tries;
    private readonly Turns _turns = new();

    internal CredentialCheck(IHubStore hub, CredentialDirectories directories, SignOnMarks? marks, TimeProvider time)
    {
        _hub = hub;
        _time = time;
        _directories = directories;
        _people = new PersonByName(hub, directories);
        _tries = new PasswordTry(hub, directories, marks, time);
    }

    /// <summary>Makes a check for a service: the passwords of the accounts that read are fetched from the places of their registrations.</summary>
    internal static CredentialCheck Open(IHubStore hub, ISecretSource secrets, SignOnMarks marks, TimeProvider time) =>
        new(hub, new CredentialDirectories(hub, time, CredentialDirectories.OverLdap((entry, token) => RegisteredAsync(entry, secrets, token), time)), marks, time);

    /// <summary>Makes a check with the accounts that read from wherever the caller has them; knows no browser and no address.</summary>
    /// <param name="hub">The hub; stays the caller's.</param>
    /// <param name="credentials">The account that reads a directory; null for Kerberos with whoever is logged on.</param>
    /// <param name="time">The clock.</param>
    public static CredentialCheck Open(IHubStore hub, Func<DirectoryEntry, CancellationToken, Task<NetworkCredential?>> credentials, TimeProvider time) => Open(hub, credentials, null, time);

    /// <summary>The same, with marks.</summary>
    internal static CredentialCheck Open(IHubStore hub, Func<DirectoryEntry, CancellationToken, Task<NetworkCredential?>> credentials, SignOnMarks? marks, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(time);
        return new CredentialCheck(hub, new CredentialDirectories(hub, time, CredentialDirectories.OverLdap(credentials, time)), marks, time);
    }

    /// <inheritdoc />
    public async Task<CredentialAnswer> CheckAsync(CredentialAttempt attempt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        long start = _time.GetTimestamp();
        NamedPerson? person = null;
        CredentialAnswer answer;
        try
        {
            person = await _people.FindAsync(attempt.Name, cancellationToken).ConfigureAwait(false);
            answer = (await DecideAsync(person, attempt, cancellationToken).ConfigureAwait(false)).Answer;
        }
        catch (RingCentralAdException error)
        {
            answer = Unavailable(error);
        }

        if (answer.Outcome != CredentialOutcome.Ok)
        {
            await EvenOutAsync(person, attempt.Name, start, cancellationToken).ConfigureAwait(false);
        }

        return answer;
    }

    /// <summary>Checks a person's password for an administrator: at once, with all that can be said. It costs as much as any other try.</summary>
    /// <param name="name">What the person types, or whatever names a person elsewhere: a hub user id, a GUID, a distinguished name.</param>
    /// <param name="password">The password.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="RingCentralAdException">The hub cannot be read.</exception>
    public async Task<AdCredentialResult> TestAsync(string name, string password, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(password);
        NamedPerson person = await NamedAsync(name, cancellationToken).ConfigureAwait(false);

        // Whoever stops it has the prompt back at once; the try itself goes on to its end.
        (CredentialAnswer answer, bool right) = await DecideAsync(person, new CredentialAttempt(name, password), cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        return Result(name, person, answer.Outcome, answer.Reason) with { Valid = right, After = answer.After };
    }

    /// <summary>What no password would change, for an administrator who has not typed one yet; null where it takes a password to tell.</summary>
    /// <param name="name">As <see cref="TestAsync"/> takes it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<AdCredentialResult?> WithoutPasswordAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        NamedPerson person = await NamedAsync(name, cancellationToken).ConfigureAwait(false);
        if (person.Outcome is { } outcome)
        {
            return Result(name, person, outcome, person.Reason ?? CredentialWords.ReasonOf(outcome));
        }

        return null;
    }

    private async Task<NamedPerson> NamedAsync(string name, CancellationToken cancellationToken)
    {
        if ((await _directories.ListAsync(cancellationToken).ConfigureAwait(false)).Count == 0)
        {
            return new NamedPerson(CredentialOutcome.DirectoryUnavailable)
            {
                Reason = "The hub has no directory that passwords can be checked against.",
                Remedy = "Connect a directory's server with Connect-AdDirectory: a file cannot check a password.",
            };
        }

        NamedPerson person = await _people.FindAsync(name, cancellationToken).ConfigureAwait(false);
        return person is { Outcome: CredentialOutcome.NotInHub, User: null } && await ByOtherNameAsync(name, cancellationToken).ConfigureAwait(false) is { } user
            ? await _people.OfUserAsync(user, cancellationToken).ConfigureAwait(false)
            : person;
    }

    private static AdCredentialResult Result(string name, NamedPerson person, CredentialOutcome outcome, string? reason) => new()
    {
        Person = person.User?.Name ?? name,
        HubUserId = person.User?.Id,
        Directory = person.Directory?.Name,
        Outcome = outcome,
        Reason = reason,
        Remedy = person.Remedy ?? CredentialWords.RemedyOf(outcome),
    };

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _directories.DisposeAsync();

    /// <summary>The wait for the turn can be stopped, the try cannot: whoever hangs up in the middle of one is written down like everybody, and pays no more.</summary>
    private Task<(CredentialAnswer Answer, bool Right)> DecideAsync(NamedPerson person, CredentialAttempt attempt, CancellationToken cancellationToken) =>
        _turns.TakeAsync(person.User?.Id ?? MatchKey.Of(attempt.Name) ?? "", () => DecideInTurnAsync(person, attempt), cancellationToken);

    private async Task<(CredentialAnswer Answer, bool Right)> DecideInTurnAsync(NamedPerson person, CredentialAttempt attempt)
    {
        TryResult result = await _tries.TryAsync(person, attempt, CancellationToken.None).ConfigureAwait(false);
        CredentialOutcome outcome = result.Outcome;
        string? reason = result.Reason;
        if (outcome == CredentialOutcome.Ok && person.User is { } user)
        {
            try
            {
                (outcome, reason) = await AdmitAsync(user).ConfigureAwait(false);
            }
            catch (RingCentralAdException)
            {
                // The password was right, whatever became of the hub.
                await _tries.SettleAsync(result, person, attempt, ok: false).ConfigureAwait(false);
                throw;
            }
        }

        string? mark = await _tries.SettleAsync(result, person, attempt, outcome == CredentialOutcome.Ok).ConfigureAwait(false);
        return (
            new CredentialAnswer(outcome)
            {
                HubUserId = person.User?.Id,
                Reason = outcome == CredentialOutcome.Ok ? null : reason ?? CredentialWords.ReasonOf(outcome),
                After = result.After,
                DeviceMark = mark,
                IsTold = result.PasswordRight || result.IsTold,
            },
            result.PasswordRight);
    }

    /// <summary>Whether the hub lets somebody in whose password is right.</summary>
    private async Task<(CredentialOutcome Outcome, string? Reason)> AdmitAsync(HubUser user)
    {
        if (user.Status != HubUserStatus.Active)
        {
            string why = user.Hold is { } hold ? $": {hold}" : user.DeactivatedBy is { } by ? $" ({by})" : "";
            return (CredentialOutcome.NotActive, $"{user.Name} is {(user.Status == HubUserStatus.Staged ? "staged" : "deactivated")} in the hub{why}.");
        }

        return await PersonAssignment.IsAssignedAsync(_hub, user, CancellationToken.None).ConfigureAwait(false)
            ? (CredentialOutcome.Ok, null)
            : (CredentialOutcome.NotAssigned, CredentialWords.ReasonOf(CredentialOutcome.NotAssigned));
    }

    private async Task<HubUser?> ByOtherNameAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await new PersonLookup(_hub).FindOrNullAsync(name, cancellationToken).ConfigureAwait(false);
        }
        catch (RingCentralAdException error) when (error.Kind == ErrorKind.Conflict)
        {
            return null;
        }
    }

    private static CredentialAnswer Unavailable(RingCentralAdException error) =>
        new(CredentialOutcome.DirectoryUnavailable) { Reason = $"{error.Message} {error.Remedy}".TrimEnd(), IsTold = true };

    /// <summary>Makes an answer take as long as all others that are no success; it is decided already, so that nothing here changes it.</summary>
    private async Task EvenOutAsync(NamedPerson? person, string name, long start, CancellationToken cancellationToken)
    {
        try
        {
            if (person is not null)
            {
                await _people.CatchUpAsync(person, name, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is RingCentralAdException || (error is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            // The look-up was for its time alone; whoever has gone waits for nothing.
        }

        await WaitAsync(start, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Until the next whole multiple of the floor.</summary>
    private Task WaitAsync(long start, CancellationToken cancellationToken)
    {
        TimeSpan took = _time.GetElapsedTime(start);
        TimeSpan over = TimeSpan.FromTicks(took.Ticks % Floor.Ticks);
        return Task.Delay(over == TimeSpan.Zero && took > TimeSpan.Zero ? TimeSpan.Zero : Floor - over, _time, cancellationToken);
    }

    private static async Task<NetworkCredential?> RegisteredAsync(DirectoryEntry entry, ISecretSource secrets, CancellationToken cancellationToken)
    {
        DirectorySettings settings = entry.Settings;
        if (settings.UserName is null || (settings.Keytab ?? settings.TicketCache) is not null)
        {
            return null;
        }

        SecureString password = settings.PasswordFrom is { } place ? await secrets.GetAsync(place, cancellationToken).ConfigureAwait(false) : throw new RingCentralAdException(
            "AdPasswordMissing", ErrorKind.Security, $"The password of {settings.UserName} for {entry.Name} was given for another session only.",
            "Name the place of the password with Connect-AdDirectory -CredentialFrom (file:, env: or credential:).", entry.Name);
        return new NetworkCredential(settings.UserName, password);
    }
}
