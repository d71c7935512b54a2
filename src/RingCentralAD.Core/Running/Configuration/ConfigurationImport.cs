using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>
/// Brings a hub's configuration into the form that a file has: all of it or nothing, in one transaction, and only where the hub's is still the one that
/// the file was made from.
/// </summary>
public sealed class ConfigurationImport
{
    private readonly IHubStore _hub;
    private readonly HubConfiguration _before;
    private readonly ConfigurationMerge _merge;
    private readonly ConfigurationRows _rows;
    private readonly string _file;
    private readonly TimeProvider _time;

    private ConfigurationImport(IHubStore hub, string file, HubConfiguration before, ConfigurationMerge merge, ConfigurationRows rows, ConfigurationChecks checks, TimeProvider time)
    {
        (_hub, _file, _before, _merge, _rows, _time) = (hub, file, before, merge, rows, time);
        Refusals = checks.Refusals;
    }

    /// <summary>What the import does, in the order of the file, with what it leaves.</summary>
    public IReadOnlyList<ConfigurationDifference> Differences => _merge.Differences;

    /// <summary>What is refused, each with file, line and property; the import does nothing unless this is empty.</summary>
    public IReadOnlyList<RingCentralAdException> Refusals { get; }

    /// <summary>What to warn of.</summary>
    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <summary>Of a trial: why the import would be refused although its settings are good. The hub's configuration is no longer the one that the file was made from.</summary>
    public RingCentralAdException? Conflict { get; private set; }

    /// <summary>How many settings the import changes.</summary>
    public int Changes => Differences.Count(static difference => difference.Change is ConfigurationChange.Added or ConfigurationChange.Changed or ConfigurationChange.Removed);

    /// <summary>Names of directories whose settings change.</summary>
    public IReadOnlyList<string> ChangedDirectories => [.. _rows.Directories.Where(pair => _rows.DirectoriesBefore.FirstOrDefault(known => known.Id == pair.Row.Id) is { } known && !known.Equals(pair.Row)).Select(static pair => pair.Row.Id)];

    /// <summary>The schedules of a host that the file has and the hub has not, or otherwise: what runs them there is to be filled in.</summary>
    public IReadOnlyList<SyncSchedule> SchedulesOf(string host) =>
    [
        .. ((_merge.Parts["schedules"] as JArray) ?? []).OfType<JObject>().Where(_merge.IsInFile)
            .Where(json => !((_before.Parts["schedules"] as JArray) ?? []).Any(known => JToken.DeepEquals(known, json)))
            .Select(ConfigurationJson.Read<ScheduleItem>).Where(item => string.Equals(item.Host, host, StringComparison.OrdinalIgnoreCase))
            .Select(static item => new SyncSchedule { Name = item.Name, Host = item.Host, Kind = item.Kind, Every = item.Every, RunAs = item.RunAs, OfUser = item.OfUser, Hub = "", Program = "", Module = "" }),
    ];

    /// <summary>Reads a file and holds it to the hub.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="text">The file's content.</param>
    /// <param name="file">Its name, for errors.</param>
    /// <param name="choice">What is done with what the file lacks, and with what others changed.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="RingCentralAdException">ConfigurationFileInvalid, ConfigurationTooNew, ConfigurationSecret, ConfigurationChanged …</exception>
    public static async Task<ConfigurationImport> ReadAsync(
        IHubStore hub, string text, string file, ConfigurationImportChoice choice, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(choice);
        ConfigurationFile read = ConfigurationFile.Read(text, file);
        IReadOnlyList<string> names = await ConfigurationNames.CompleteAsync(read, hub, cancellationToken).ConfigureAwait(false);
        HubConfiguration before = await HubConfiguration.ReadAsync(hub, cancellationToken).ConfigureAwait(false);
        ConfigurationMerge merge = ConfigurationMerge.Of(read, before.Parts, choice.Prune ? ConfigurationChange.Removed : ConfigurationChange.Kept);
        ConfigurationRows rows = await ConfigurationRows.OfAsync(hub, merge.Parts, time, cancellationToken).ConfigureAwait(false);
        ConfigurationChecks checks = await ConfigurationChecks.RunAsync(read, merge, rows, hub, cancellationToken).ConfigureAwait(false);
        ConfigurationImport import = new(hub, file, before, merge, rows, checks, time) { Warnings = [.. names, .. checks.Warnings] };
        if (import.Changes > 0 && !choice.Force)
        {
            JObject? basedOn = choice.Base is { } given ? ConfigurationComparison.Whole(given.Text, given.File).Revisions : read.BasedOn;
            IReadOnlyList<string>? changed = basedOn is null ? null : ConfigurationConflict.Changed(basedOn, before);
            if (changed is not { Count: 0 })
            {
                RingCentralAdException conflict = ConfigurationConflict.Of(file, changed, import.Differences, await hub.FindSettingAsync<ConfigurationMark>(cancellationToken).ConfigureAwait(false));
                import.Conflict = choice.Trial ? conflict : throw conflict;
            }
        }

        return import;
    }

    /// <summary>Stores it; nothing where anything is refused.</summary>
    /// <exception cref="RingCentralAdException"><c>ConfigurationChanged</c>: somebody changed the configuration since the file was made, or since it was read.</exception>
    public Task SaveAsync(CancellationToken cancellationToken = default) => Refusals.Count > 0
        ? throw new InvalidOperationException("An import with refusals is not stored.")
        : Conflict is { } conflict ? Task.FromException(conflict) : _hub.WriteAsync(transaction => SaveAsync(transaction, cancellationToken), null, cancellationToken);

    private async Task SaveAsync(IHubTransaction transaction, CancellationToken cancellationToken)
    {
        // What was shown and checked is what is stored: somebody may have been quicker, also where -Force was given.
        HubConfiguration now = await HubConfiguration.ReadAsync(transaction, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> changed = ConfigurationConflict.Changed(_before.Revisions, now);
        if (changed.Count > 0)
        {
            throw ConfigurationConflict.Of(_file, changed, Differences, await transaction.FindSettingAsync<ConfigurationMark>(cancellationToken).ConfigureAwait(false));
        }

        HashSet<string> parts = [.. ConfigurationPart.All.Select(static part => part.Name).Where(name => !JToken.DeepEquals(_before.Parts[name], _merge.Parts[name]))];
        await ConfigurationStore.SaveAsync(transaction, _rows, parts, _time, cancellationToken).ConfigureAwait(false);
        HubConfiguration after = await HubConfiguration.ReadAsync(transaction, cancellationToken).ConfigureAwait(false);
        await transaction.SetAsync(
            new ConfigurationMark { At = _time.GetUtcNow(), By = ThisProcess.Account, Host = Environment.MachineName, Revision = after.Revision }, cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>How a configuration is imported.</summary>
public sealed record ConfigurationImportChoice
{
    /// <summary>What the hub has and the file lacks is taken away.</summary>
    public bool Prune { get; init; }

    /// <summary>Nothing is to be stored: that others changed something since the file was made is told in place of thrown.</summary>
    public bool Trial { get; init; }

    /// <summary>What others changed since the file was made is overwritten.</summary>
    public bool Force { get; init; }

    /// <summary>The file that the hub had when this one was made of it: its content and its name; null where the file says it itself.</summary>
    public (string Text, string File)? Base { get; init; }
}
