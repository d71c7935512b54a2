using System.Globalization;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>Makes app users of directory entries.</summary>
public sealed class AppUserFactory
{
    private const int AccountDisabled = 0x2;

    // What tells whether an account is enabled is always carried: so it counts in the fingerprint.
    private static readonly string[] s_stateAttributes =
        ["userAccountControl", "nsAccountLock", "ds-pwp-account-disabled", "loginDisabled", "pwdAccountLockedTime", "orclIsEnabled"];

    private readonly string _systemId;
    private readonly DirectoryProfile _profile;
    private readonly HashSet<string> _wanted;
    private readonly bool _all;

    /// <summary>Makes a factory for one read.</summary>
    /// <param name="systemId">The directory's id.</param>
    /// <param name="profile">The family of the server.</param>
    /// <param name="attributes">The attributes that app users carry, by LDAP names; <c>*</c> takes all that was read.</param>
    public AppUserFactory(string systemId, DirectoryProfile profile, IReadOnlyList<string> attributes)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(attributes);
        _systemId = systemId;
        _profile = profile;
        _all = attributes.Contains("*");
        _wanted = new HashSet<string>(attributes, StringComparer.OrdinalIgnoreCase);
        _wanted.UnionWith(s_stateAttributes);
        _wanted.UnionWith(profile.AlwaysRead.Where(name => !name.Equals(profile.KeyAttribute, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Whether an account is enabled; null when the entry does not show what says so.</summary>
    public bool? IsEnabled(RawEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (_profile is { DisabledValues.Count: > 0, DisabledAttribute: { } flag })
        {
            return !entry.Texts(flag).Any(value => _profile.DisabledValues.Contains(value.Trim(), StringComparer.OrdinalIgnoreCase));
        }

        if (entry.Text("userAccountControl") is { } control)
        {
            return int.TryParse(control, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int flags)
                ? (flags & AccountDisabled) == 0
                : null;
        }

        if (_profile.IsActiveDirectory)
        {
            return null;
        }

        // 000001010000Z is a lock by an administrator, without end (draft-behera-ldap-password-policy); other times are passing locks.
        bool disabled = Ascii.IsTrue(entry.Bytes("nsAccountLock")) || Ascii.IsTrue(entry.Bytes("ds-pwp-account-disabled")) ||
            Ascii.IsTrue(entry.Bytes("loginDisabled")) ||
            (entry.Text("pwdAccountLockedTime")?.StartsWith("00000101000", StringComparison.Ordinal) ?? false) ||
            "DISABLED".Equals(entry.Text("orclIsEnabled"), StringComparison.OrdinalIgnoreCase);
        return !disabled;
    }

    /// <summary>The app user of an entry, present and unlinked.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="key">Its key.</param>
    /// <param name="parentKey">The key of its container.</param>
    /// <param name="enabled">Whether the account is enabled.</param>
    /// <param name="readAt">When it was read.</param>
    public AppUser Create(RawEntry entry, string key, string? parentKey, bool enabled, DateTimeOffset readAt)
    {
        ArgumentNullException.ThrowIfNull(entry);
        AttributeSet attributes = Attributes(entry);
        string place = entry.Dn.Replace("\0", "\\00", StringComparison.Ordinal);
        return new AppUser
        {
            SystemId = _systemId,
            Key = key,
            Enabled = enabled,
            Place = place,
            ParentKey = parentKey,
            Attributes = attributes,
            Hash = AppUserHash.Of(place, parentKey, enabled, attributes),
            MailKey = MatchKey.Of(attributes.Text("mail")),
            ReadAt = readAt,
            Mark = ChangeMark.Of(entry, _profile),
        };
    }

    private AttributeSet Attributes(RawEntry entry)
    {
        List<KeyValuePair<string, object?>> values = new(entry.Attributes.Count);
        foreach ((string description, IReadOnlyList<byte[]> read) in entry.Attributes)
        {
            string name = WithoutTransferOptions(description);
            if ((_all && !ChangeMark.Has(name)) || _wanted.Contains(name))
            {
                values.Add(new(name, AttributeValues.Of(name, read, _profile.Names.TextAttributes.Contains(name))));
            }
        }

        foreach ((string name, IReadOnlyList<string> others) in _profile.Names.FallBacks)
        {
            if ((_all || _wanted.Contains(name)) && entry.Text(name) is null or "" && FallBack(entry, others) is { } value)
            {
                values.Add(new(name, value));
            }
        }

        return new AttributeSet(values);
    }

    private static string? FallBack(RawEntry entry, IReadOnlyList<string> others)
    {
        foreach (string other in others)
        {
            string? text = entry.Text(other)?.Replace("\0", "", StringComparison.Ordinal);
            if (other.Equals("postalAddress", StringComparison.OrdinalIgnoreCase))
            {
                text = text?.Split('$')[0].Trim();
            }

            if (!string.IsNullOrWhiteSpace(text))
            {
                return text;
            }
        }

        return null;
    }

    private static string WithoutTransferOptions(string name)
    {
        int option = name.IndexOf(';', StringComparison.Ordinal);
        return option > 0 && (name.AsSpan(option).Equals(";binary", StringComparison.OrdinalIgnoreCase) ||
            name.AsSpan(option).StartsWith(";range=", StringComparison.OrdinalIgnoreCase)) ? name[..option] : name;
    }
}
