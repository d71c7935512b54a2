using System.Security.Cryptography;
using System.Text;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Mapping;

/// <summary>A fingerprint of what mappings see of a person beyond the profile: it changes when any of that does.</summary>
public static class SurroundingsFingerprint
{
    /// <summary>The fingerprint, as far as these questions reach.</summary>
    public static string Of(PersonSurroundings surroundings, MappingAsks asks)
    {
        ArgumentNullException.ThrowIfNull(surroundings);
        StringBuilder text = new();
        if (asks.HasFlag(MappingAsks.Groups))
        {
            foreach (HubGroup group in surroundings.MemberOf)
            {
                Add(text, "group", group.Id, group.Name);
            }
        }

        if (asks.HasFlag(MappingAsks.Entry))
        {
            Add(text, surroundings.Entries);
        }

        if (asks.HasFlag(MappingAsks.People))
        {
            Add(text, surroundings.Manager);
            Add(text, surroundings.Assistant);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Add(StringBuilder text, RelatedPerson? person)
    {
        Add(text, "person", person?.User?.Id ?? "");
        Add(text, person?.User?.Profile ?? AttributeSet.Empty);
        Add(text, person?.AppUsers ?? []);
    }

    private static void Add(StringBuilder text, IEnumerable<AppUser> users)
    {
        foreach (AppUser user in users.OrderBy(user => user.SystemId, StringComparer.Ordinal))
        {
            Add(text, "entry", user.SystemId, user.Key, user.State.ToString());
            Add(text, user.Attributes);
        }
    }

    private static void Add(StringBuilder text, AttributeSet values)
    {
        foreach ((string name, object? value) in values)
        {
            Add(text, [name, .. value as IReadOnlyList<string> ?? [values.Text(name) ?? ""]]);
        }
    }

    private static void Add(StringBuilder text, params string[] parts) => text.AppendJoin('\u001f', parts).Append('\u001e');
}
