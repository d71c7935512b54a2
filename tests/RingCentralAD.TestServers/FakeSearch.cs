using System.Formats.Asn1;
using System.Text;

namespace RingCentralAD.TestServers;

/// <summary>What a search asks for.</summary>
internal sealed record FakeSearch(int Id, string BaseDn, bool IsSubtree, ReadOnlyMemory<byte> Filter, IReadOnlyList<string> Asked, bool Extended, bool Paged, string? DirSync)
{
    public static FakeSearch Of(FakeLdapRequest request)
    {
        AsnReader message = new AsnReader(request.Bytes, AsnEncodingRules.BER).ReadSequence();
        message.ReadInteger();
        AsnReader search = message.ReadSequence(new Asn1Tag(TagClass.Application, 3));
        string baseDn = Encoding.UTF8.GetString(search.ReadOctetString());
        bool subtree = search.ReadEncodedValue().Span[^1] == 2;
        for (int skipped = 0; skipped < 4; skipped++)
        {
            search.ReadEncodedValue();
        }

        ReadOnlyMemory<byte> filter = search.ReadEncodedValue();
        List<string> asked = [];
        for (AsnReader list = search.ReadSequence(); list.HasData;)
        {
            asked.Add(Encoding.UTF8.GetString(list.ReadOctetString()));
        }

        bool Has(ReadOnlySpan<byte> oid) => request.Bytes.AsSpan().IndexOf(oid) >= 0;
        return new FakeSearch(
            request.Id, baseDn, subtree, filter, asked, Has("1.2.840.113556.1.4.529"u8), Has("1.2.840.113556.1.4.319"u8), Has("1.2.840.113556.1.4.841"u8) ? Cookie(message) : null);
    }

    private static string Cookie(AsnReader message)
    {
        AsnReader controls = message.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0));
        while (controls.HasData)
        {
            AsnReader control = controls.ReadSequence();
            if (Encoding.UTF8.GetString(control.ReadOctetString()) == "1.2.840.113556.1.4.841")
            {
                control.ReadBoolean();
                AsnReader value = new AsnReader(control.ReadOctetString(), AsnEncodingRules.BER).ReadSequence();
                value.ReadInteger();
                value.ReadInteger();
                return Encoding.UTF8.GetString(value.ReadOctetString());
            }
        }

        return "";
    }
}
