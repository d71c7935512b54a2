using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Registers schedules on this machine and takes them away; the hub knows those of all hosts.</summary>
public sealed class ScheduleRegistration
{
    private const int LongestName = 40;
    private readonly IHubStore _hub;
    private readonly ISchedulePlatform _platform;
    private readonly ScheduleMachine _machine;
    private readonly ScheduleClaim _claim;
    private readonly TimeProvider _time;

    /// <summary>Makes it.</summary>
    public ScheduleRegistration(IHubStore hub, ISchedulePlatform platform, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(hub);
        (_hub, _platform, _time) = (hub, platform, time);
        _machine = new ScheduleMachine(platform);
        _claim = new ScheduleClaim(_machine, hub.Location);
    }

    /// <summary>The schedules of the hub.</summary>
    public static async Task<IReadOnlyList<SyncSchedule>> ListAsync(IHubReader hub, CancellationToken cancellationToken = default) =>
        (await hub.GetAsync<SyncSchedules>(cancellationToken).ConfigureAwait(false)).All;

    /// <summary>
    /// The schedule with what follows from the hub; throws <c>ScheduleInvalid</c> where it cannot be, <c>ScheduleExists</c> and
    /// <c>ScheduleOfOtherAccount</c> where another one is in its place.
    /// </summary>
    /// <param name="wanted">The schedule.</param>
    /// <param name="force">What another hub has in its place is taken over.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<SyncSchedule> PrepareAsync(SyncSchedule wanted, bool force = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        if (wanted.Name.Length is 0 or > LongestName || !wanted.Name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            throw Invalid("A schedule's name is 1 to 40 letters, digits, _ and -.", "Choose another -Name.");
        }

        ScheduleTimes.Check(wanted.Every);
        if (wanted.Kind == ScheduleKind.TaskScheduler && !TaskXml.NeedsNoPassword(wanted.RunAs))
        {
            throw Invalid(
                wanted.RunAs is null ? "A task of Windows needs an account to run as." : $"{wanted.RunAs} would need its password to be stored.",
                "Give -RunAs a group-managed service account (CONTOSO\\gmsa-rc$), or SYSTEM.");
        }

        if (wanted.OfUser && wanted.RunAs is { } account && account != Environment.UserName)
        {
            throw Invalid($"{Environment.UserName} cannot register a schedule for {account}.", "Register it as root, or without -RunAs.");
        }

        if (((string?[])[wanted.RunAs, wanted.Hub, wanted.Program, wanted.Module]).Any(text => text?.Any(char.IsControl) == true)
            || (wanted.Kind != ScheduleKind.TaskScheduler && wanted.RunAs?.Any(char.IsWhiteSpace) == true))
        {
            throw Invalid("An account, the hub or a program has a name that a scheduler's file cannot hold.", "Use names without line breaks, and an account without blanks.");
        }

        if (wanted.Kind == ScheduleKind.Cron && wanted.OfUser)
        {
            throw Invalid("/etc/cron.d belongs to root.", "Register the schedule as root, with -RunAs for the account.");
        }

        IReadOnlyList<string> credentials = CredentialName.Among(await PlacesAsync(cancellationToken).ConfigureAwait(false));
        if (credentials.Count > 0 && wanted.Kind != ScheduleKind.Systemd)
        {
            throw Invalid($"The hub's secrets are credentials of systemd ({string.Join(", ", credentials)}), which {wanted.Kind} does not give.", "Keep them in a vault or in files, or use a timer of systemd (-Kind Systemd).");
        }

        SyncSchedule prepared = wanted with { Credentials = credentials, RegisteredAt = _time.GetLocalNow() };
        prepared = prepared with { Files = [.. FilesOf(prepared).Select(file => file.Path)] };
        await _claim.CheckNewAsync(prepared, await FindAsync(prepared, cancellationToken).ConfigureAwait(false), force, cancellationToken).ConfigureAwait(false);
        return prepared;
    }

    /// <summary>What may go otherwise than its owner thinks: the account has rights that a sync needs not, secrets are in variables of this session, or nothing here starts it.</summary>
    public async Task<IReadOnlyList<string>> WarningsAsync(SyncSchedule schedule, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        List<string> warnings = [];
        if (schedule.Kind != ScheduleKind.TaskScheduler && !schedule.OfUser && schedule.RunAs is null or "root")
        {
            warnings.Add("The sync runs as root, which needs no such rights for it: name an account with -RunAs that can read and write the hub.");
        }

        string[] variables =
        [
            .. (await PlacesAsync(cancellationToken).ConfigureAwait(false)).OfType<string>()
                .Where(static place => place.StartsWith("env:", StringComparison.OrdinalIgnoreCase)).Select(static place => place["env:".Length..]).Distinct(StringComparer.Ordinal),
        ];
        if (variables.Length > 0)
        {
            warnings.Add(
                $"Secrets of the hub come from environment variables ({string.Join(", ", variables)}). {schedule.Kind} starts the sync without those of this session: "
                + $"unless the machine sets them for {schedule.RunAs ?? Environment.UserName}, each run fails, though the trial before passes, which has them. Keep the secrets in files (file:) or a vault.");
        }

        if (schedule.Kind == ScheduleKind.Cron && !_platform.IsRunning("cron", "crond"))
        {
            warnings.Add("No cron runs on this machine (no process is called cron or crond): until one does, nothing starts the schedule.");
        }

        return warnings;
    }

    /// <summary>Tries it as it will run: hub, secrets, directories and account; throws <c>ScheduleTrialFailed</c>.</summary>
    /// <returns>Whether it could be tried here.</returns>
    public async Task<bool> TryAsync(SyncSchedule schedule, CancellationToken cancellationToken = default)
    {
        if (ScheduleCommand.Trial(schedule, Environment.UserName) is not { } trial)
        {
            return false;
        }

        (int code, string output) = await _platform.RunAsync(trial.Program, trial.Arguments, cancellationToken).ConfigureAwait(false);
        string who = schedule.RunAs ?? Environment.UserName;
        if (code is not ((int)SyncOutcome.Clean or (int)SyncOutcome.SomeFailed or (int)SyncOutcome.Stopped))
        {
            throw TrialFailed(
                $"The sync was tried as {who} with -WhatIf, as it would run, and ended with {code}: {output.Trim()}",
                "Put right what it says, for that account; then register again. Nothing was registered.", schedule);
        }

        // The code alone says little: a program that is no PowerShell ends with 0 too.
        return output.Contains(SyncCycle.Action, StringComparison.Ordinal)
            ? true
            : throw TrialFailed(
                $"The sync was tried as {who} with -WhatIf, as it would run, and {schedule.Program} ended with {code} without having run it{(output.Trim() is { Length: > 0 } said ? $": {said}" : "; it said nothing.")}",
                "Name PowerShell 7 with -PowerShell, as /usr/bin/pwsh; then register again. Nothing was registered.", schedule);
    }

    /// <summary>Writes and starts it, and keeps it in the hub, in place of an earlier one of this name on this host.</summary>
    /// <param name="schedule">The schedule, as it was prepared.</param>
    /// <param name="force">What another hub has in its place is taken over.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RegisterAsync(SyncSchedule schedule, bool force = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        SyncSchedule? before = await FindAsync(schedule, cancellationToken).ConfigureAwait(false);

        // Again: the trial took its time.
        await _claim.CheckNewAsync(schedule, before, force, cancellationToken).ConfigureAwait(false);
        if (before is not null && before.Kind != schedule.Kind)
        {
            await _claim.CheckOldAsync(before, schedule.By, cancellationToken).ConfigureAwait(false);
            await _machine.TakeAwayAsync(before, cancellationToken).ConfigureAwait(false);
        }

        await _machine.StartAsync(schedule, cancellationToken).ConfigureAwait(false);
        await ChangeAsync(all => [.. all.Where(known => !IsSame(known, schedule)), schedule], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes a schedule of this host away.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="forget">Only the hub forgets it: its host is no more.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task UnregisterAsync(SyncSchedule schedule, bool forget, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        if (!forget)
        {
            if (schedule.Host != Environment.MachineName)
            {
                throw new RingCentralAdException(
                    "ScheduleOfOtherHost", ErrorKind.Conflict, $"The schedule {schedule.Name} is registered on {schedule.Host}, and this is {Environment.MachineName}.",
                    "Run Unregister-RcSyncSchedule there; where that machine is no more, add -Forget.", schedule.Name);
            }

            await _claim.CheckOldAsync(schedule, ThisProcess.Account, cancellationToken).ConfigureAwait(false);
            await _machine.TakeAwayAsync(schedule, cancellationToken).ConfigureAwait(false);
        }

        await ChangeAsync(all => [.. all.Where(known => !IsSame(known, schedule))], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The files of a schedule, with what is in them.</summary>
    public static IEnumerable<(string Path, string Text)> FilesOf(SyncSchedule schedule)
    {
        switch (schedule.Kind)
        {
            case ScheduleKind.Systemd:
                string folder = schedule.OfUser
                    ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "systemd", "user")
                    : "/etc/systemd/system";
                yield return (Path.Combine(folder, $"{SystemdUnits.NameOf(schedule)}.service"), SystemdUnits.Service(schedule));
                yield return (Path.Combine(folder, $"{SystemdUnits.NameOf(schedule)}.timer"), SystemdUnits.Timer(schedule));
                break;
            case ScheduleKind.Cron:
                yield return ($"/etc/cron.d/{SystemdUnits.NameOf(schedule)}", CronLine.Of(schedule));
                break;
            default:
                yield return (Path.Combine(StandardPlaces.HubFolder, $"{SystemdUnits.NameOf(schedule)}.xml"), TaskXml.Of(schedule));
                break;
        }
    }

    private async Task<SyncSchedule?> FindAsync(SyncSchedule schedule, CancellationToken cancellationToken) =>
        (await ListAsync(_hub, cancellationToken).ConfigureAwait(false)).FirstOrDefault(known => IsSame(known, schedule));

    /// <summary>The places of all secrets that a sync may need.</summary>
    private async Task<IReadOnlyList<string?>> PlacesAsync(CancellationToken cancellationToken)
    {
        AccountSettings? account = (await _hub.GetIdentityAsync(cancellationToken).ConfigureAwait(false)).Account;
        IReadOnlyList<DirectoryEntry> directories = await _hub.ListAsync<DirectoryEntry>(cancellationToken: cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Notification> notifications = await NotificationRegistration.ListAsync(_hub, cancellationToken).ConfigureAwait(false);
        return
        [
            account?.ClientSecretFrom, account?.JwtFrom, account?.ProxyPasswordFrom, .. directories.Select(static entry => entry.Settings.PasswordFrom),
            .. notifications.SelectMany(static notification => (string?[])[notification.PasswordFrom, notification.UrlFrom]),
        ];
    }

    private Task ChangeAsync(Func<IReadOnlyList<SyncSchedule>, IReadOnlyList<SyncSchedule>> change, CancellationToken cancellationToken) => _hub.WriteAsync(
        async transaction => await transaction.SetAsync(new SyncSchedules { All = change(await ListAsync(transaction, cancellationToken).ConfigureAwait(false)) }, cancellationToken).ConfigureAwait(false),
        null,
        cancellationToken);

    private static bool IsSame(SyncSchedule one, SyncSchedule other) => one.Name == other.Name && one.Host == other.Host;

    private static RingCentralAdException TrialFailed(string message, string remedy, SyncSchedule schedule) =>
        new("ScheduleTrialFailed", ErrorKind.Unavailable, message, remedy, schedule.Name);

    private static RingCentralAdException Invalid(string message, string remedy) => new("ScheduleInvalid", ErrorKind.InvalidInput, message, remedy);
}
