using System.Net;
using System.Security;
using RingCentralAD.Core.Hub;
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

    /// <summary>Makes a check for a service: secrets of the registrations are fetched from their places.</summary>
    /// <param name="hub">The hub; stays the caller's.</param>
    /// <param name="secrets">Fetches the passwords of the accounts that read.</param>
    /// <param name="markKeyFile">
    /// A private file of 32 bytes or more, readable by its owner alone and the same for all instances: what browsers and addresses are known by is made with it.
    /// Null knows no browser and no address.
    /// </param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="RingCentralAdException">SignOnKeyMissing, SignOnKeyShort, SecretFileOpen, SecretFileDenied.</exception>
    public static Task<CredentialCheck> OpenAsync(IHubStore hub, ISecretSource secrets, string? markKeyFile, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        return OpenAsync(hub, (entry, token) => RegisteredAsync(entry, secrets, token), markKeyFile, time, cancellationToken);
    }

    /// <summary>The same, with marks whose key the caller has already.</summary>
    internal static CredentialCheck Open(IHubStore hub, ISecretSource secrets, SignOnMarks marks, TimeProvider time) =>
        new(hub, new CredentialDirectories(hub, time, CredentialDirectories.OverLdap((entry, token) => RegisteredAsync(entry, secrets, token), time)), marks, time);

    /// <summary>The same, with the accounts that read from wherever the caller has them.</summary>
    /// <param name="hub">The hub; stays the caller's.</param>
    /// <param name="credentials">The account that reads a directory; null for Kerberos with whoever is logged on.</param>
    /// <param name="markKeyFile">As above.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<CredentialCheck> OpenAsync(
        IHubStore hub, Func<DirectoryEntry, CancellationToken, Task<NetworkCredential?>> credentials, string? markKeyFile, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(time);
        SignOnMarks? marks = markKeyFile is null ? null : await MarkKeyFile.ReadAsync(markKeyFile, cancellationToken).ConfigureAwait(false);
        return new CredentialCheck(hub, new CredentialDirectories(hub, time, CredentialDirectories.OverLdap(credentials, time)), marks, time);
    }

    /// <inheritdoc />
    public async Task<CredentialAnswer> CheckAsync(CredentialAttempt attempt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        long start = _time.GetTimestamp();
        CredentialAnswer answer;
        try
        {
            NamedPerson person = await _people.FindAsync(attempt.Name, cancellationToken).ConfigureAwait(false);
            answer = (await DecideAsync(person, attempt, cancellationToken).ConfigureAwait(false)).Answer;
            if (answer.Outcome != CredentialOutcome.Ok)
            {
                await _people.CatchUpAsync(person, attempt.Name, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (RingCentralAdException error)
        {
            answer = Unavailable(error);
        }

        if (answer.Outcome != CredentialOutcome.Ok)
        {
            await WaitAsync(start, cancellationToken).ConfigureAwait(false);
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
        NamedPerson person = await _people.FindAsync(name, cancellationToken).ConfigureAwait(false);
        if (person is { Outcome: CredentialOutcome.NotInHub, User: null } && await ByOtherNameAsync(name, cancellationToken).ConfigureAwait(false) is { } user)
        {
            person = await _people.OfUserAsync(user, cancellationToken).ConfigureAwait(false);
        }

        (CredentialAnswer answer, bool right) = await DecideAsync(person, new CredentialAttempt(name, password), cancellationToken).ConfigureAwait(false);
        return new AdCredentialResult
        {
            Person = person.User?.Name ?? name,
            HubUserId = person.User?.Id,
            Directory = person.Directory?.Name,
            Outcome = answer.Outcome,
            Valid = right,
            Reason = answer.Reason,
            Remedy = CredentialWords.RemedyOf(answer.Outcome),
            After = answer.After,
        };
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _directories.DisposeAsync();

    private Task<(CredentialAnswer Answer, bool Right)> DecideAsync(NamedPerson person, CredentialAttempt attempt, CancellationToken cancellationToken) =>
        _turns.TakeAsync(person.User?.Id ?? MatchKey.Of(attempt.Name) ?? "", () => DecideInTurnAsync(person, attempt, cancellationToken), cancellationToken);

    private async Task<(CredentialAnswer Answer, bool Right)> DecideInTurnAsync(NamedPerson person, CredentialAttempt attempt, CancellationToken cancellationToken)
    {
        TryResult result = await _tries.TryAsync(person, attempt, cancellationToken).ConfigureAwait(false);
        CredentialOutcome outcome = result.Outcome;
        string? reason = result.Reason;
        if (outcome == CredentialOutcome.Ok && person.User is { } user)
        {
            (outcome, reason) = user.Status != HubUserStatus.Active
                ? (CredentialOutcome.NotActive, $"{user.Name} is {(user.Status == HubUserStatus.Staged ? "staged" : "deactivated")} in the hub{(user.Hold is { } hold ? $": {hold}" : user.DeactivatedBy is { } by ? $" ({by})" : "")}.")
                : await PersonAssignment.IsAssignedAsync(_hub, user, cancellationToken).ConfigureAwait(false)
                    ? (CredentialOutcome.Ok, null)
                    : (CredentialOutcome.NotAssigned, CredentialWords.ReasonOf(CredentialOutcome.NotAssigned));
        }

        string? mark = await _tries.SettleAsync(result, person, attempt, outcome == CredentialOutcome.Ok, cancellationToken).ConfigureAwait(false);
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

    private async Task<HubUser?> ByOtherNameAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await new PersonLookup(_hub).FindAsync(name, cancellationToken).ConfigureAwait(false);
        }
        catch (RingCentralAdException error) when (error.Kind is ErrorKind.NotFound or ErrorKind.Conflict)
        {
            return null;
        }
    }

    private static CredentialAnswer Unavailable(RingCentralAdException error) =>
        new(CredentialOutcome.DirectoryUnavailable) { Reason = $"{error.Message} {error.Remedy}".TrimEnd(), IsTold = true };

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
