using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Sets values of people by hand, as far as no system masters them for that person.</summary>
public sealed class HubUserEdit
{
    private readonly IHubStore _hub;
    private readonly ProfileBuilder _builder;
    private readonly PersonUpdate _update;
    private readonly TimeProvider _time;

    private HubUserEdit(IHubStore hub, ProfileBuilder builder, TimeProvider time)
    {
        _hub = hub;
        _builder = builder;
        _update = new PersonUpdate(builder, [Ids.RingCentral, .. builder.Directories.Where(entry => entry.Settings.WriteBack).Select(entry => entry.Id)], time);
        _time = time;
    }

    /// <summary>Reads schema, mappings and masters.</summary>
    public static async Task<HubUserEdit> LoadAsync(IHubStore hub, TimeProvider time, CancellationToken cancellationToken = default) =>
        new(hub, await ProfileBuilder.LoadAsync(hub, time, cancellationToken).ConfigureAwait(false), time);

    /// <summary>The values in the form that their attributes take, under the schema's own names; null takes a value away.</summary>
    /// <exception cref="RingCentralAdException">HubAttributeNotFound, HubValueUnfit, HubValueRefused, HubValueMissing.</exception>
    public IReadOnlyDictionary<string, object?> Fit(IEnumerable<KeyValuePair<string, object?>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Dictionary<string, object?> fitted = new(StringComparer.Ordinal);
        foreach ((string name, object? value) in values)
        {
            HubAttribute attribute = HubSchemaEditor.Find(_builder.Mappings.Attributes, name);
            bool several = value is IReadOnlyList<object?> { Count: > 1 } && attribute.Type != HubAttributeType.StringArray;
            if (several || !TargetValue.TryFit(value, attribute.Type, out object? fit))
            {
                throw new RingCentralAdException(
                    "HubValueUnfit", ErrorKind.InvalidInput, $"{attribute.DisplayName} ({attribute.Name}) takes {TargetValue.Describe(attribute.Type)}.", $"Give {TargetValue.Describe(attribute.Type)}.", value);
            }

            if (fit is null && attribute.Required)
            {
                throw new RingCentralAdException(
                    "HubValueMissing", ErrorKind.InvalidInput, $"{attribute.DisplayName} ({attribute.Name}) is required and cannot be taken away.", "Give another value.", attribute.Name);
            }

            if (ProfileBuilder.Check(attribute, fit) is { } problem)
            {
                throw new RingCentralAdException(problem.ErrorId, ErrorKind.InvalidInput, problem.Message, "Give another value.", value);
            }

            fitted[attribute.Name] = fit;
        }

        return fitted;
    }

    /// <summary>What would change for a person; nothing is stored.</summary>
    /// <exception cref="RingCentralAdException">HubValueMastered, HubLoginTaken.</exception>
    public async Task<IReadOnlyList<AttributeChange>> PreviewAsync(HubUser user, IReadOnlyDictionary<string, object?> fitted, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        HubUser changed = await ApplyAsync(_hub, user, fitted, new HubChanges(_time), cancellationToken).ConfigureAwait(false);
        return AttributeSet.Differences(user.Profile, changed.Profile);
    }

    /// <summary>Sets the values and stores the person, as they now are in the hub.</summary>
    public async Task<HubUser> SaveAsync(HubUser user, IReadOnlyDictionary<string, object?> fitted, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        HubUser saved = user;
        await _hub.WriteAsync(
            async transaction =>
            {
                HubUser now = await transaction.FindAsync(new Filter<HubUser>().Equal(row => row.Id, user.Id), cancellationToken).ConfigureAwait(false)
                    ?? throw new RingCentralAdException("HubUserNotFound", ErrorKind.NotFound, $"{user.Name} is no longer in the hub.", "Get-HubUser lists people.", user.Login);
                HubChanges changes = new(_time);
                saved = await ApplyAsync(transaction, now, fitted, changes, cancellationToken).ConfigureAwait(false);
                await changes.SaveAsync(transaction, cancellationToken).ConfigureAwait(false);
            },
            null,
            cancellationToken).ConfigureAwait(false);
        return saved;
    }

    private async Task<HubUser> ApplyAsync(IHubReader hub, HubUser user, IReadOnlyDictionary<string, object?> fitted, HubChanges changes, CancellationToken cancellationToken)
    {
        AppUser[] appUsers = [.. (await People.AppUsersAsync(hub, [user.Id], cancellationToken).ConfigureAwait(false))[user.Id]];
        foreach (string attribute in fitted.Keys)
        {
            CheckMasters(user, attribute, appUsers);
        }

        HubUser edited = user with { LocalValues = user.LocalValues.With(fitted), UpdatedAt = _time.GetUtcNow() };
        await changes.KnowProblemsAsync(hub, [user.Id], cancellationToken).ConfigureAwait(false);
        changes.Change(user, edited);
        (HubUser updated, _) = _update.Apply(edited, appUsers, changes);
        changes.Users[user.Id] = updated;
        await CheckLoginAsync(hub, user, updated, cancellationToken).ConfigureAwait(false);
        return updated;
    }

    private void CheckMasters(HubUser user, string attribute, AppUser[] appUsers)
    {
        if (_builder.MastersOf(attribute, appUsers) is [(string system, AttributeMapping mapping), ..])
        {
            throw new RingCentralAdException(
                "HubValueMastered", ErrorKind.Conflict, $"{attribute} of {user.Name} is mastered by {system} ({mapping.Direction} {mapping.Expression}) and is not edited by hand.",
                $"Change it in {system}, or let it be set by hand: Set-AttributeMaster {attribute} -System Hub.", user.Login);
        }
    }

    private static async Task CheckLoginAsync(IHubReader hub, HubUser before, HubUser after, CancellationToken cancellationToken)
    {
        if (after.LoginKey is null || after.LoginKey == before.LoginKey)
        {
            return;
        }

        HubUser? owner = await hub.FindAsync(new Filter<HubUser>().Equal(row => row.LoginKey, after.LoginKey), cancellationToken).ConfigureAwait(false);
        if (owner is not null && owner.Id != after.Id)
        {
            throw new RingCentralAdException("HubLoginTaken", ErrorKind.Conflict, $"The login '{after.Login}' belongs to {owner.Name} already.", "Choose another login.", after.Login);
        }
    }
}
