using System.Globalization;
using System.Text;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>Makes app users of directory entries.</summary>
internal static class DirectoryEntries
{
    private const int AccountDisabled = 2;

    /// <summary>Attributes whose bytes are no text.</summary>
    public static bool IsBinary(string attribute) =>
        attribute.EndsWith(";binary", StringComparison.OrdinalIgnoreCase)
        || attribute.ToLowerInvariant() is "objectguid" or "objectsid" or "thumbnailphoto" or "jpegphoto" or "usercertificate" or "msexchmailboxguid" or "ms-ds-consistencyguid" or "userpassword";

    /// <summary>The values of an attribute as the hub keeps them: text, or a list of text; bytes as base64, a SID in its usual form.</summary>
    public static object? Value(string attribute, IReadOnlyList<byte[]> values)
    {
        string[] texts = [.. values.Where(value => value.Length > 0).Select(value => Text(attribute, value))];
        return texts.Length switch
        {
            0 => null,
            1 => texts[0],
            _ => (IReadOnlyList<string>)texts,
        };
    }

    /// <summary>The app user of an entry.</summary>
    public static AppUser AppUser(string systemId, string key, string dn, string? parentKey, IEnumerable<KeyValuePair<string, object?>> values)
    {
        AttributeSet attributes = new(values);
        bool disabled = int.TryParse(attributes.Text("userAccountControl"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int control) && (control & AccountDisabled) != 0;
        return new AppUser
        {
            SystemId = systemId,
            Key = key,
            Enabled = !disabled,
            Place = dn,
            ParentKey = parentKey,
            Attributes = attributes,
            Hash = EntryHash.Of(dn, parentKey, attributes),
            MailKey = MatchKey.Of(attributes.Text("mail")),
        };
    }

    private static string Text(string attribute, byte[] value)
    {
        if (string.Equals(attribute, "objectSid", StringComparison.OrdinalIgnoreCase))
        {
            return Sid(value);
        }

        if (IsBinary(attribute))
        {
            return Convert.ToBase64String(value);
        }

        try
        {
            string text = s_strict.GetString(value);
            return text.Contains('\0', StringComparison.Ordinal) ? Convert.ToBase64String(value) : text;
        }
        catch (DecoderFallbackException)
        {
            return Convert.ToBase64String(value);
        }
    }

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static string Sid(byte[] sid)
    {
        if (sid.Length < 8 || sid.Length != 8 + (4 * sid[1]))
        {
            return Convert.ToBase64String(sid);
        }

        long authority = sid.Skip(2).Take(6).Aggregate(0L, (sum, part) => (sum << 8) | part);
        StringBuilder text = new(string.Create(CultureInfo.InvariantCulture, $"S-{sid[0]}-{authority}"));
        for (int i = 0; i < sid[1]; i++)
        {
            text.Append('-').Append(BitConverter.ToUInt32(sid, 8 + (4 * i)).ToString(CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
