using System.Collections.Frozen;
using System.Text;
using System.Text.Unicode;

namespace RingCentralAD.Core.Directories;

/// <summary>Turns the bytes of a directory into the text the hub keeps: SIDs and GUIDs in their usual form, other binary as base64.</summary>
internal static class AttributeValues
{
    private static readonly FrozenSet<string> s_guids = new[] { "objectGUID", "GUID", "parentGUID", "mS-DS-ConsistencyGuid", "msExchMailboxGuid", "msExchArchiveGUID" }
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> s_sids = new[] { "objectSid", "sIDHistory", "msExchMasterAccountSid", "tokenGroups" }
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Their bytes may happen to be valid UTF-8; what they are must not depend on that.
    private static readonly FrozenSet<string> s_binary = new[]
    {
        "thumbnailPhoto", "thumbnailLogo", "jpegPhoto", "photo", "audio", "userCertificate", "userSMIMECertificate", "userPKCS12", "cACertificate",
        "userParameters", "logonHours", "nTSecurityDescriptor", "replPropertyMetaData", "replUpToDateVector", "dSASignature", "x500uniqueIdentifier",
        "msExchMailboxSecurityDescriptor", "msExchSafeSendersHash", "msExchBlockedSendersHash", "msExchSafeRecipientsHash", "protocolSettings",
        "terminalServer", "auditingPolicy", "msDS-GenerationId", "userPassword", "authPassword",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>One text, a list of text, or null where there is no value.</summary>
    /// <param name="name">The attribute's name without options.</param>
    /// <param name="values">What was read.</param>
    /// <param name="isText">Whether people read it as text whatever bytes it holds: then broken bytes become U+FFFD.</param>
    public static object? Of(string name, IReadOnlyList<byte[]> values, bool isText)
    {
        switch (values.Count)
        {
            case 0:
                return null;
            case 1:
                string single = Text(name, values[0], isText);
                return single.Length == 0 ? null : single;
            default:
                List<string> texts = new(values.Count);
                foreach (byte[] value in values)
                {
                    string text = Text(name, value, isText);
                    if (text.Length > 0)
                    {
                        texts.Add(text);
                    }
                }

                return texts.Count == 1 ? texts[0] : texts.ToArray();
        }
    }

    private static string Text(string name, ReadOnlySpan<byte> value, bool isText)
    {
        if (isText)
        {
            string text = Encoding.UTF8.GetString(value);
            return text.Contains('\0', StringComparison.Ordinal) ? text.Replace("\0", "", StringComparison.Ordinal) : text;
        }

        if (s_guids.Contains(name) && EntryKey.Parse(value) is { } guid)
        {
            return guid;
        }

        if (s_sids.Contains(name) && SecurityIdentifierText.Of(value) is { } sid)
        {
            return sid;
        }

        // A NUL is valid UTF-8, but no text, and no database takes it as such.
        bool binary = s_binary.Contains(name) || value.Contains((byte)0) || !Utf8.IsValid(value);
        return binary ? Convert.ToBase64String(value) : Encoding.UTF8.GetString(value);
    }
}
