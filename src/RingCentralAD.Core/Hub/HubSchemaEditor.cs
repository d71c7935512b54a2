using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Takes attributes of the hub user away, with the values that people have of them.</summary>
public sealed class HubSchemaEditor
{
    private const int BatchSize = 500;
    private readonly IHubStore _hub;
    private readonly TimeProvider _time;

    /// <summary>Makes the editor.</summary>
    public HubSchemaEditor(IHubStore hub, TimeProvider time) => (_hub, _time) = (hub, time);

    /// <summary>The attribute of this name, in whatever letter case; throws <c>HubAttributeNotFound</c>.</summary>
    public static HubAttribute Find(IReadOnlyList<HubAttribute> attributes, string name)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        return attributes.FirstOrDefault(attribute => string.Equals(attribute.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new RingCentralAdException(
                "HubAttributeNotFound", ErrorKind.NotFound, $"The hub user has no attribute '{name}'.", "Get-HubAttribute lists them; Add-HubAttribute adds one.", name);
    }

    /// <summary>The attribute, if it may go; refuses one of the base schema (<c>HubAttributeBase</c>) and one that is read (<c>HubAttributeInUse</c>, naming who reads it).</summary>
    public async Task<HubAttribute> CheckRemovalAsync(string name, CancellationToken cancellationToken = default)
    {
        MappingCatalog mappings = await MappingCatalog.LoadAsync(_hub, _time, cancellationToken).ConfigureAwait(false);
        HubAttribute attribute = Find(mappings.Attributes, name);
        if (!attribute.Custom)
        {
            throw new RingCentralAdException(
                "HubAttributeBase", ErrorKind.InvalidInput, $"'{attribute.Name}' belongs to the base schema and stays.", "Remove only attributes that Add-HubAttribute made: Get-HubAttribute | Where-Object Custom.", attribute.Name);
        }

        string[] readers =
        [
            .. mappings.All.Where(mapping => IsRead(mapping, attribute.Name)).Select(mapping => $"the mapping {mapping.Mapping}"),
            .. (await _hub.ListAsync(new Filter<AttributeMaster>().Equal(row => row.Attribute, attribute.Name), cancellationToken).ConfigureAwait(false)).Select(_ => "its attribute master"),
            .. (await _hub.ListAsync(new Filter<HubGroup>().Equal(row => row.Kind, HubGroupKind.Rule), cancellationToken).ConfigureAwait(false))
                .Where(group => new GroupRule(group, mappings.Attributes, _time).Reads.Contains(attribute.Name, StringComparer.Ordinal)).Select(group => $"the rule of the group {group.Name}"),
        ];
        return readers.Length == 0 ? attribute : throw new RingCentralAdException(
            "HubAttributeInUse", ErrorKind.Conflict, $"'{attribute.Name}' is still used by {string.Join("; ", readers)}.",
            "Remove them first: Remove-AttributeMapping, Remove-AttributeMaster, Set-HubGroup -Rule.", attribute.Name);
    }

    /// <summary>How many people have a value of it.</summary>
    public async Task<long> CountAsync(HubAttribute attribute, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        long count = 0;
        await foreach (HubUser user in _hub.ReadAsync<HubUser>(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            count += user.Profile.ContainsKey(attribute.Name) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Takes the values away from everybody, then the attribute; one that is added again under the name begins empty.</summary>
    public async Task RemoveAsync(HubAttribute attribute, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        RunLog run = await RunLog.BeginAsync(_hub, RunKind.Import, "", trial: false, _time, cancellationToken).ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            List<string> people = [];
            await foreach (HubUserStanding user in _hub.ReadAsync<HubUserStanding>(cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                people.Add(user.Id);
            }

            foreach (string[] ids in people.Chunk(BatchSize))
            {
                HubUser[] users = [.. (await People.UsersAsync(_hub, ids, cancellationToken).ConfigureAwait(false)).Values.Where(user => user.Profile.ContainsKey(attribute.Name) || user.LocalValues.ContainsKey(attribute.Name))];
                if (users.Length > 0)
                {
                    KeyValuePair<string, object?>[] none = [new(attribute.Name, null)];
                    await _hub.WriteAsync(
                        transaction => transaction.SaveAsync([.. users.Select(user => user with { Profile = user.Profile.With(none), LocalValues = user.LocalValues.With(none) })], cancellationToken),
                        run.Lease,
                        cancellationToken).ConfigureAwait(false);
                }
            }

            await _hub.WriteAsync(transaction => transaction.RemoveAsync(new Filter<HubAttribute>().Equal(row => row.Name, attribute.Name), cancellationToken), run.Lease, cancellationToken).ConfigureAwait(false);
            await run.EndAsync(RunState.Completed).ConfigureAwait(false);
        }
    }

    /// <summary>What the removal does, in words.</summary>
    public static string Describe(long people) =>
        people == 0 ? "Remove the attribute; nobody has a value" : $"Remove the attribute and the values that {Counted.People(people)} {(people == 1 ? "has" : "have")} of it";

    private static bool IsRead(CompiledMapping mapping, string attribute) => mapping.Mapping.Direction switch
    {
        MappingDirection.AdToHub or MappingDirection.RcToHub => mapping.Mapping.Target == attribute || (mapping.Asks.HasFlag(MappingAsks.People) && mapping.Members.Contains(attribute, StringComparer.Ordinal)),
        _ => mapping.Uses("user").Contains(attribute, StringComparer.Ordinal) || (mapping.Asks.HasFlag(MappingAsks.People) && mapping.Members.Contains(attribute, StringComparer.Ordinal)),
    };
}
