using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// Takes a value that was changed on the RingCentral side into the hub, as one set by hand: for attributes whose mapping towards RingCentral
/// is the hub attribute itself and that no system masters. What RingCentral masters is taken over by every run by itself.
/// </summary>
public sealed class TakeOver
{
    private readonly IHubStore _hub;
    private readonly TimeProvider _time;
    private readonly ProfileBuilder _builder;
    private readonly PersonUpdate _update;
    private readonly AccountValues _values;

    private TakeOver(IHubStore hub, TimeProvider time, ProfileBuilder builder, AccountDictionaries dictionaries)
    {
        _hub = hub;
        _time = time;
        _builder = builder;
        _update = new PersonUpdate(builder, [Ids.RingCentral, .. builder.Directories.Where(entry => entry.Settings.WriteBack).Select(entry => entry.Id)], time);
        _values = new AccountValues(dictionaries);
    }

    /// <summary>Reads mappings and masters.</summary>
    public static async Task<TakeOver> LoadAsync(IHubStore hub, AccountDictionaries dictionaries, TimeProvider time, CancellationToken cancellationToken = default) =>
        new(hub, time, await ProfileBuilder.LoadAsync(hub, time, cancellationToken).ConfigureAwait(false), dictionaries);

    /// <summary>Takes the row's value over.</summary>
    /// <exception cref="RingCentralAdException">DriftMastered, DriftNotTakeable, DriftChanged.</exception>
    public async Task ApplyAsync(AccountDrift drift, IAccount account, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(drift);
        ArgumentNullException.ThrowIfNull(account);
        HubUser user = drift.HubUserId is null ? throw NotTakeable(drift) : await _hub.FindAsync(new Filter<HubUser>().Equal(row => row.Id, drift.HubUserId), cancellationToken).ConfigureAwait(false) ?? throw NotTakeable(drift);
        AppUser[] appUsers = [.. await _hub.ListAsync(new Filter<AppUser>().Equal(row => row.UserId, user.Id), cancellationToken).ConfigureAwait(false)];
        if (drift.Kind != DriftKind.Value || HubAttributeOf(drift.Attribute!) is not { } attribute)
        {
            throw NotTakeable(drift);
        }

        if (MasterOf(attribute, appUsers) is { } master)
        {
            throw new RingCentralAdException(
                "DriftMastered", ErrorKind.Conflict, $"{drift.Attribute} of {drift.Person} cannot be taken over: user.{attribute} is mastered by {master}.",
                $"Change it in {master}, let RingCentral master {attribute} (Set-AttributeMaster), or leave it with Compare-RcAccount -Choose Leave.", drift);
        }

        string? now = (await account.FindExtensionAsync(drift.ExtensionId!, cancellationToken).ConfigureAwait(false))?.Attributes.Text(drift.Attribute!);
        if (now != drift.AccountValue)
        {
            throw new RingCentralAdException(
                "DriftChanged", ErrorKind.Conflict, $"{drift.Attribute} of {drift.Person} is no longer '{drift.AccountValue}' in RingCentral but '{now}'.", "Compare again with Compare-RcAccount.", drift);
        }

        HubChanges changes = new(_time);
        await changes.KnowProblemsAsync(_hub, [user.Id], cancellationToken).ConfigureAwait(false);
        HubUser taken = user with { LocalValues = user.LocalValues.With([new(attribute, ForHub(attribute, drift.AccountValue))]), UpdatedAt = _time.GetUtcNow() };
        changes.Change(user, taken);
        changes.Touch(user.Id, [Ids.RingCentral]);
        _update.Apply(taken, appUsers, changes);
        await _hub.WriteAsync(
            async transaction =>
            {
                await changes.SaveAsync(transaction, cancellationToken).ConfigureAwait(false);
                await transaction.SaveAsync([DriftWords.Of(drift, DriftAnswer.TakeOver, _time)], cancellationToken).ConfigureAwait(false);
            },
            null,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The system that keeps a row's value from being taken over; null where none does, or where it is not a value to take over.</summary>
    internal string? MasterOf(string rcAttribute, IReadOnlyCollection<AppUser> appUsers) =>
        HubAttributeOf(rcAttribute) is { } attribute ? MasterOfHub(attribute, appUsers) : null;

    private string? MasterOfHub(string attribute, IReadOnlyCollection<AppUser> appUsers)
    {
        IEnumerable<string> systems = _builder.AttributeMasters.GetValueOrDefault(attribute)?.Systems ?? _builder.MasterOrder;
        return OwnerOrder.Of(systems, appUsers)
            .Where(source => _builder.Mappings.Inbound(source.SystemId, attribute) is not null)
            .Select(source => source.SystemId == Ids.RingCentral ? "RingCentral" : $"the directory {_builder.Directories.FirstOrDefault(entry => entry.Id == source.SystemId)?.Name ?? source.SystemId}")
            .FirstOrDefault();
    }

    private string? HubAttributeOf(string rcAttribute)
    {
        IReadOnlyList<CompiledMapping> outbound = _builder.Mappings.Outbound(MappingDirection.HubToRc, "");
        CompiledMapping? mapping = outbound.FirstOrDefault(mapping => mapping.Mapping.Target == rcAttribute)
            ?? (rcAttribute == "email" ? outbound.FirstOrDefault(mapping => mapping.Mapping.Target == "userName") : null);
        return mapping?.Uses("user").ToArray() is [{ } attribute] && mapping.Mapping.Expression.Trim() == $"user.{attribute}" ? attribute : null;
    }

    private string? ForHub(string attribute, string? value) => attribute == "countryCode" ? _values.FindCountry(value)?.IsoCode ?? value : value;

    private static RingCentralAdException NotTakeable(AccountDrift drift) => new(
        "DriftNotTakeable", ErrorKind.Conflict,
        drift.Kind switch
        {
            DriftKind.Status => $"The status of {drift.Person} cannot be taken over: only a profile master changes a life cycle.",
            DriftKind.Value => $"{drift.Attribute} of {drift.Person} cannot be taken over: its mapping is no single hub attribute.",
            DriftKind.Number => $"{drift.Attribute} of {drift.Person} is taken over by the next run itself, unless a mapping gives it.",
            _ => $"{drift.Person}: {drift.Kind} is nothing that the hub could take over.",
        },
        drift.Kind == DriftKind.Status ? "Use Disable-HubUser or Enable-HubUser, or leave it with Compare-RcAccount -Choose Leave." : "Change the value where the hub gets it, push it, or leave it with Compare-RcAccount -Choose Leave.", drift);
}
