namespace RingCentralAD.Ldap.Protocol;

/// <summary>Bytes of one whole message in, the message out; everything in it is checked here, once.</summary>
internal static class LdapMessageReader
{
    /// <exception cref="LdapException">Kind Protocol: the bytes are not an LDAP response.</exception>
    public static LdapMessage Read(ReadOnlySpan<byte> bytes)
    {
        BerReader outer = new(bytes);
        BerReader message = outer.Enter(LdapTag.Sequence);
        int id = message.ReadInteger();
        byte tag = message.PeekTag();
        Slice body = message.ReadAny();
        IReadOnlyList<LdapControl> controls = message.HasMore ? ReadControls(message.Enter(LdapTag.Controls)) : [];
        if (id < 0 || message.HasMore || outer.HasMore)
        {
            throw LdapException.Protocol("a message with a wrong number or with something after its end.");
        }

        return new(id, tag, tag switch
        {
            LdapTag.SearchResultEntry => LdapEntry.Read(bytes.Slice(body), controls),
            LdapTag.SearchResultReference => ReadUrls(new BerReader(bytes, body.Start, body.End)),
            LdapTag.IntermediateResponse => ReadIntermediate(new BerReader(bytes, body.Start, body.End)) with { Controls = controls },
            LdapTag.SearchResultDone or LdapTag.BindResponse or LdapTag.ModifyResponse or LdapTag.CompareResponse or LdapTag.ExtendedResponse
                or LdapTag.AddResponse or LdapTag.DeleteResponse or LdapTag.ModifyDnResponse
                => ReadResult(new BerReader(bytes, body.Start, body.End)) with { Controls = controls },
            _ => throw LdapException.Protocol($"a message of unknown kind 0x{tag:x2}."),
        }, bytes.Length);
    }

    private static LdapResult ReadResult(BerReader reader)
    {
        LdapResult result = new(reader.ReadInteger(LdapTag.Enumerated), reader.ReadString(), reader.ReadString());
        while (reader.HasMore)
        {
            switch (reader.PeekTag())
            {
                case LdapTag.Referral:
                    result = result with { Referrals = ReadUrls(reader.Enter(LdapTag.Referral)) };
                    break;
                case LdapTag.ExtendedName:
                    result = result with { Name = reader.ReadString(LdapTag.ExtendedName) };
                    break;
                case LdapTag.ServerSaslCredentials or LdapTag.ExtendedValue:
                    result = result with { Value = reader.ReadBytes(reader.PeekTag()).ToArray() };
                    break;
                default:
                    // RFC 4511, 4: what a later version adds at the end is skipped.
                    reader.ReadAny();
                    break;
            }
        }

        return result;
    }

    private static LdapIntermediate ReadIntermediate(BerReader reader)
    {
        LdapIntermediate response = new(null, null);
        while (reader.HasMore)
        {
            response = reader.PeekTag() switch
            {
                LdapTag.IntermediateName => response with { Name = reader.ReadString(LdapTag.IntermediateName) },
                LdapTag.IntermediateValue => response with { Value = reader.ReadBytes(LdapTag.IntermediateValue).ToArray() },
                _ => throw LdapException.Protocol("an intermediate response with something else than a name and a value."),
            };
        }

        return response;
    }

    private static string[] ReadUrls(BerReader reader)
    {
        List<string> urls = [];
        while (reader.HasMore)
        {
            urls.Add(reader.ReadString());
        }

        return [.. urls];
    }

    private static List<LdapControl> ReadControls(BerReader reader)
    {
        List<LdapControl> controls = [];
        while (reader.HasMore)
        {
            BerReader control = reader.Enter(LdapTag.Sequence);
            string oid = control.ReadString();
            bool critical = control.HasMore && control.PeekTag() == LdapTag.Boolean && control.ReadBoolean();
            controls.Add(new(oid, critical, control.HasMore ? control.ReadBytes(LdapTag.OctetString).ToArray() : null));
        }

        return controls;
    }
}
