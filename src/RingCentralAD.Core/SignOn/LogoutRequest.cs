using System.Xml;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.SignOn;

/// <summary>A service provider's wish to end sessions (saml-core, section 3.7).</summary>
/// <param name="Id">The request's id.</param>
/// <param name="Provider">Whose wish it is.</param>
/// <param name="NameId">Whose sessions are meant.</param>
/// <param name="Sessions">The sessions to end; empty for all of the person's.</param>
/// <param name="RelayState">What goes back with the answer.</param>
internal sealed record LogoutRequest(string Id, ServiceProvider Provider, string NameId, IReadOnlyList<string> Sessions, string? RelayState)
{
    private const int MaxSessions = 20;

    /// <summary>Reads one; it must be signed, else anybody could end sessions.</summary>
    public static LogoutRequest Accept(SamlMessage message, SamlSettings settings, DateTimeOffset now)
    {
        MessageReader reader = MessageReader.Of(message.Document, "LogoutRequest");
        ServiceProvider provider = settings.ProviderOf(reader.Issuer);
        if (!message.IsSignedBy(provider.Certificates))
        {
            throw SamlErrors.Signature("a logout request must be signed by a registered certificate");
        }

        if (reader.Attribute("Destination") != settings.LogoutUrl)
        {
            throw SamlErrors.Invalid("its Destination is not this service");
        }

        DateTimeOffset made = reader.IssueInstant;
        if (made > now + SamlTime.Skew || made < now - SamlTime.Validity - SamlTime.Skew
            || (reader.Attribute("NotOnOrAfter") is { } end && SamlTime.Read(end, "NotOnOrAfter") <= now - SamlTime.Skew))
        {
            throw SamlErrors.Age();
        }

        XmlElement name = reader.Take("NameID", SamlNames.Assertion) ?? throw SamlErrors.Invalid("it names nobody");
        string nameId = MessageReader.Text(name);
        List<string> sessions = [];
        while (reader.Take("SessionIndex", SamlNames.Protocol) is { } session)
        {
            sessions.Add(MessageReader.Text(session));
        }

        reader.End();
        return sessions.Count > MaxSessions ? throw SamlErrors.Invalid("it ends too many sessions") : new LogoutRequest(reader.Id, provider, nameId, sessions, message.RelayState);
    }
}
