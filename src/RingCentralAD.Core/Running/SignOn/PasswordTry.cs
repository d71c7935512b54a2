using System.Security;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.SignOn;

namespace RingCentralAD.Core.Running;

/// <summary>How one try ended, before the hub is asked whether the person may sign in.</summary>
internal sealed record TryResult(CredentialOutcome Outcome, bool PasswordRight, string? Reason)
{
    /// <summary>A stranger may see it although no password was looked at.</summary>
    public bool IsTold { get; init; }

    /// <summary>When to try again.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>What is to be given back; null where the try is spent, or none was taken.</summary>
    public PaidTry? Paid { get; init; }

    /// <summary>The hash of person and address.</summary>
    public string? Place { get; init; }

    /// <summary>That the person signed in from there before; null for never.</summary>
    public SignOnPlace? Seen { get; init; }
}

/// <summary>One try: the account's facts, a try of the budget, a bind. A name that is nobody's goes the same way, to an entry that does not exist.</summary>
internal sealed class PasswordTry
{
    private const int Longest = 1024;

    private readonly CredentialDirectories _directories;
    private readonly TryLedger _ledger;
    private readonly SignOnMarks _marks;
    private readonly TimeProvider _time;
    private readonly bool _knows;

    /// <param name="hub">The hub.</param>
    /// <param name="directories">The directories.</param>
    /// <param name="marks">What browsers and addresses are known by; null knows none beyond this process.</param>
    /// <param name="time">The clock.</param>
    public PasswordTry(IHubStore hub, CredentialDirectories directories, SignOnMarks? marks, TimeProvider time)
    {
        _directories = directories;
        _time = time;
        _ledger = new TryLedger(hub, time, AddressAllowance.Default);
        _knows = marks is not null;
        _marks = marks ?? new SignOnMarks(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
    }

    /// <summary>Tries the password.</summary>
    public async Task<TryResult> TryAsync(NamedPerson person, CredentialAttempt attempt, CancellationToken cancellationToken)
    {
        // An empty password is nobody's sign-in, which servers call a success (RFC 4513, 5.1.2); some end a text at its first NUL.
        if (attempt.Password.Length is 0 or > Longest || attempt.Password.Contains('\0', StringComparison.Ordinal))
        {
            return new TryResult(CredentialOutcome.WrongPassword, false, attempt.Password.Length == 0 ? "No password was typed." : "No account has such a password.");
        }

        IReadOnlyList<DirectoryEntry> entries = await _directories.ListAsync(cancellationToken).ConfigureAwait(false);
        if ((person.Directory ?? (entries.Count > 0 ? entries[0] : null)) is not { } entry)
        {
            return new TryResult(CredentialOutcome.DirectoryUnavailable, false, "The hub has no directory that passwords can be checked against.") { IsTold = true };
        }

        try
        {
            return await _directories.UseAsync(entry, directory => BindAsync(person, attempt, entry, directory, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (RingCentralAdException error) when (error.Kind is ErrorKind.Unavailable or ErrorKind.Security or ErrorKind.Denied or ErrorKind.InvalidInput or ErrorKind.NotFound)
        {
            // Where another directory answers, that this one does not would tell whose accounts are in which.
            bool told = !await _directories.AnyOtherAnswersAsync(entry, cancellationToken).ConfigureAwait(false);
            return new TryResult(CredentialOutcome.DirectoryUnavailable, false, $"{error.Message} {error.Remedy}".TrimEnd()) { IsTold = told };
        }
    }

    /// <summary>Gives the try back where the password was right, and makes the browser known where the person may come in; gives its mark.</summary>
    public async Task<string?> SettleAsync(TryResult result, NamedPerson person, CredentialAttempt attempt, bool ok)
    {
        bool remembers = ok && _knows && attempt.Address is not null && person.User is not null;
        if (result.Paid is { } paid)
        {
            SignOnPlace? place = remembers ? _ledger.Seen(person.User!.Id, result.Place, result.Seen) : null;
            await _ledger.GiveBackAsync(paid, place, CancellationToken.None).ConfigureAwait(false);
        }

        return remembers ? _marks.Device(person.User!.Id, _time.GetUtcNow()) : null;
    }

    private async Task<TryResult> BindAsync(NamedPerson person, CredentialAttempt attempt, DirectoryEntry entry, ICredentialDirectory directory, CancellationToken cancellationToken)
    {
        DirectoryAccount? account = await directory.ReadAccountAsync(person.Key ?? Guid.NewGuid().ToString("D"), cancellationToken).ConfigureAwait(false);
        LockoutRule? rule = await directory.ReadLockoutAsync(account?.Policy, cancellationToken).ConfigureAwait(false);
        string who = person.User?.Id ?? _marks.Nobody(MatchKey.Of(attempt.Name) ?? "");
        IReadOnlyList<string> places = _marks.Places(who, attempt.Address);
        SignOnPlace? seen = await _ledger.SeenAsync(who, places, cancellationToken).ConfigureAwait(false);
        bool device = attempt.Address is null || _marks.IsDevice(attempt.DeviceMark, who, _time.GetUtcNow());
        bool known = device || seen is not null;
        string tally = account is null ? who : SignOnTally.OfAccount(entry.Id, person.Key!);
        if ((!known || attempt.Address is null) && account is not null && NearLockout.Is(account, rule, _time.GetUtcNow()))
        {
            // Who is locked already is known from the entry, without one more wrong password.
            return account.Locked
                ? new TryResult(CredentialOutcome.Locked, false, null)
                : new TryResult(CredentialOutcome.TooManyTries, false, "The directory itself has counted so many wrong passwords that one more might lock the account; it was not asked.")
                {
                    After = NearLockout.Ends(account, rule!),
                };
        }

        TryTaking taking = await _ledger.TakeAsync(tally, device ? null : _marks.Address(attempt.Address), AccountAllowance.Of(rule), known, cancellationToken).ConfigureAwait(false);
        if (taking.Paid is not { } paid)
        {
            return new TryResult(CredentialOutcome.TooManyTries, false, null) { After = taking.After };
        }

        BindAnswer answer = await BindAsync(directory, account?.Dn ?? directory.NobodyDn(), attempt.Password, paid, cancellationToken).ConfigureAwait(false);
        if (account is null)
        {
            CredentialOutcome outcome = person.Outcome ?? CredentialOutcome.NotInHub;
            return new TryResult(outcome, false, person.Reason ?? (person.Key is null ? null : "The directory no longer has the account that the hub knows."));
        }

        CredentialVerdict verdict = CredentialVerdict.Of(answer, account, _time.GetUtcNow());
        return new TryResult(verdict.Outcome, verdict.PasswordRight, verdict.Reason) { Paid = verdict.PasswordRight ? paid : null, Place = places.Count == 0 ? null : places[0], Seen = seen };
    }

    /// <summary>Binds; a try that cannot have reached a server is given back.</summary>
    private async Task<BindAnswer> BindAsync(ICredentialDirectory directory, string dn, string password, PaidTry paid, CancellationToken cancellationToken)
    {
        using SecureString secret = new();
        foreach (char c in password)
        {
            secret.AppendChar(c);
        }

        try
        {
            return await directory.BindAsync(dn, secret, cancellationToken).ConfigureAwait(false);
        }
        catch (RingCentralAdException error) when (error.ErrorId is "AdUnreachable" or "AdTlsFailed" or "AdCertificateNotTrusted" or "AdCertificateName")
        {
            await _ledger.GiveBackAsync(paid, null, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }
}
