using System.Security.Cryptography;
using System.Xml;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.SignOn;

/// <summary>Who signed in, as a service provider is told.</summary>
/// <param name="NameId">The name identifier.</param>
/// <param name="Attributes">Attributes by name.</param>
internal sealed record SignOnSubject(string NameId, IReadOnlyList<(string Name, string Value)> Attributes)
{
    /// <summary>The id of the error that somebody has no name identifier.</summary>
    public const string NoNameId = "SsoNameIdMissing";
}

/// <summary>A person's session with the identity provider.</summary>
/// <param name="Id">The session's id; the providers' SessionIndex.</param>
/// <param name="At">When the password was given.</param>
/// <param name="Until">When the session ends.</param>
internal sealed record SignOnSession(string Id, DateTimeOffset At, DateTimeOffset Until);

/// <summary>Writes what service providers are told, signed: answers to sign-ins with their assertions, refusals, answers to logouts.</summary>
internal sealed class ResponseWriter(SamlSettings settings, SigningKey key, TimeProvider time)
{
    /// <summary>A fresh id: 160 random bits behind an underscore, as an XML name.</summary>
    public static string NewId() => "_" + RandomNumberGenerator.GetHexString(40, lowercase: true);

    /// <summary>The answer to a sign-in that succeeded; assertion and response are signed, the assertion first.</summary>
    public XmlDocument Success(SignInRequest request, ServiceProvider provider, SignOnSubject subject, SignOnSession session)
    {
        DateTimeOffset now = time.GetUtcNow();
        XmlDocument document = Begin("Response", request.AcsUrl, request.RequestId, now, SamlNames.Success, null);
        XmlElement assertion = Assertion(document, request, provider, subject, session, now);
        document.DocumentElement!.AppendChild(assertion);
        XmlSignature.Sign(assertion, key);
        XmlSignature.Sign(document.DocumentElement, key);
        return document;
    }

    /// <summary>A refusal that the provider is told.</summary>
    public XmlDocument Refusal(SignInRequest request, string status)
    {
        XmlDocument document = Begin("Response", request.AcsUrl, request.RequestId, time.GetUtcNow(), status == SamlNames.InvalidNameIdPolicy ? SamlNames.Requester : SamlNames.Responder, status);
        XmlSignature.Sign(document.DocumentElement!, key);
        return document;
    }

    /// <summary>The answer to a logout; by HTTP-POST it is signed in itself, by HTTP-Redirect beside it.</summary>
    public XmlDocument Logout(LogoutRequest request)
    {
        XmlDocument document = Begin("LogoutResponse", request.Provider.LogoutUrl!, request.Id, time.GetUtcNow(), SamlNames.Success, null);
        if (request.Provider.LogoutByPost)
        {
            XmlSignature.Sign(document.DocumentElement!, key);
        }

        return document;
    }

    private XmlDocument Begin(string element, string destination, string? inResponseTo, DateTimeOffset now, string status, string? second)
    {
        XmlDocument document = new() { PreserveWhitespace = true, XmlResolver = null };
        XmlElement root = document.CreateElement("samlp", element, SamlNames.Protocol);
        document.AppendChild(root);
        root.SetAttribute("ID", NewId());
        if (inResponseTo is not null)
        {
            root.SetAttribute("InResponseTo", inResponseTo);
        }

        root.SetAttribute("Version", "2.0");
        root.SetAttribute("IssueInstant", SamlTime.Of(now));
        root.SetAttribute("Destination", destination);
        Add(root, "saml", "Issuer", SamlNames.Assertion).InnerText = settings.EntityId;
        XmlElement code = Add(Add(root, "samlp", "Status", SamlNames.Protocol), "samlp", "StatusCode", SamlNames.Protocol, ("Value", status));
        if (second is not null)
        {
            Add(code, "samlp", "StatusCode", SamlNames.Protocol, ("Value", second));
        }

        return document;
    }

    private XmlElement Assertion(XmlDocument document, SignInRequest request, ServiceProvider provider, SignOnSubject subject, SignOnSession session, DateTimeOffset now)
    {
        XmlElement assertion = document.CreateElement("saml", "Assertion", SamlNames.Assertion);
        assertion.SetAttribute("Version", "2.0");
        assertion.SetAttribute("ID", NewId());
        assertion.SetAttribute("IssueInstant", SamlTime.Of(now));
        Add(assertion, "Issuer").InnerText = settings.EntityId;

        string end = SamlTime.Of(now + SamlTime.Validity);
        XmlElement who = Add(assertion, "Subject");
        Add(who, "NameID", ("Format", provider.NameIdFormat)).InnerText = subject.NameId;
        XmlElement confirmed = Add(Add(who, "SubjectConfirmation", ("Method", SamlNames.Bearer)), "SubjectConfirmationData", ("NotOnOrAfter", end), ("Recipient", request.AcsUrl));
        if (request.RequestId is not null)
        {
            confirmed.SetAttribute("InResponseTo", request.RequestId);
        }

        XmlElement conditions = Add(assertion, "Conditions", ("NotBefore", SamlTime.Of(now - SamlTime.Skew)), ("NotOnOrAfter", end));
        Add(Add(conditions, "AudienceRestriction"), "Audience").InnerText = provider.EntityId;

        XmlElement statement = Add(assertion, "AuthnStatement", ("AuthnInstant", SamlTime.Of(session.At)), ("SessionIndex", session.Id));
        if (session.Until > now + SamlTime.Skew)
        {
            // A session that is over at once, or by the provider's clock, would make the whole answer one that is over.
            statement.SetAttribute("SessionNotOnOrAfter", SamlTime.Of(session.Until));
        }

        Add(Add(statement, "AuthnContext"), "AuthnContextClassRef").InnerText = SamlNames.PasswordProtectedTransport;

        if (subject.Attributes.Count > 0)
        {
            XmlElement attributes = Add(assertion, "AttributeStatement");
            foreach ((string name, string value) in subject.Attributes)
            {
                XmlElement attribute = Add(attributes, "Attribute", ("Name", name), ("NameFormat", name.Contains(':', StringComparison.Ordinal) ? SamlNames.UriName : SamlNames.BasicName));
                Add(attribute, "AttributeValue").InnerText = value;
            }
        }

        return assertion;
    }

    private static XmlElement Add(XmlElement parent, string name, params ReadOnlySpan<(string Name, string Value)> attributes) => Add(parent, "saml", name, SamlNames.Assertion, attributes);

    private static XmlElement Add(XmlElement parent, string prefix, string name, string space, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        XmlElement element = parent.OwnerDocument.CreateElement(prefix, name, space);
        foreach ((string attribute, string value) in attributes)
        {
            element.SetAttribute(attribute, value);
        }

        parent.AppendChild(element);
        return element;
    }
}
