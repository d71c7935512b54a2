using System.Xml;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.SignOn;

/// <summary>A sign-in that is wanted: by a service provider's request that was accepted, or from here. Only what is registered is in it.</summary>
internal sealed record SignInRequest
{
    /// <summary>How long somebody may look for the password.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    /// <summary>The service provider's entity id.</summary>
    public required string Provider { get; init; }

    /// <summary>The registered address that gets the answer.</summary>
    public required string AcsUrl { get; init; }

    /// <summary>The request's id; null where the sign-in starts here.</summary>
    public string? RequestId { get; init; }

    /// <summary>What goes back with the answer.</summary>
    public string? RelayState { get; init; }

    /// <summary>The person must give the password again.</summary>
    public bool ForceAuthn { get; init; }

    /// <summary>Nothing may be asked of the person.</summary>
    public bool IsPassive { get; init; }

    /// <summary>Until when it may be answered, however often its page is shown.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Why the provider gets a refusal: the second status code; null where it gets none.</summary>
    public string? Refusal { get; init; }

    /// <summary>A sign-in that starts here: nothing of it comes from outside.</summary>
    public static SignInRequest FromHere(ServiceProvider provider, DateTimeOffset now) =>
        new() { Provider = provider.EntityId, AcsUrl = provider.AcsUrls[0], RelayState = provider.RelayState, Until = now + Life };
}

/// <summary>Reads an AuthnRequest and holds it to what its provider registered (saml-core, section 3.4; saml-profiles, section 4.1).</summary>
internal static class AuthnRequest
{
    /// <summary>The request; throws <c>SamlMessageInvalid</c>, <c>SamlSignatureInvalid</c>, <c>SamlRequestExpired</c>, <c>SamlProviderUnknown</c>, <c>SamlAddressUnknown</c>.</summary>
    public static SignInRequest Accept(SamlMessage message, SamlSettings settings, DateTimeOffset now)
    {
        MessageReader reader = MessageReader.Of(message.Document, "AuthnRequest");
        ServiceProvider provider = settings.ProviderOf(reader.Issuer);
        bool signed = message.IsSignedBy(provider.Certificates);
        if (!signed && provider.SignedRequests)
        {
            throw SamlErrors.Signature("the provider signs its requests, and this one is not signed");
        }

        string? destination = reader.Attribute("Destination");
        if (destination is { Length: > 0 } ? destination != settings.SignOnUrl : signed)
        {
            throw SamlErrors.Invalid("its Destination is not this service");
        }

        DateTimeOffset made = reader.IssueInstant;
        if (made > now + SamlTime.Skew || made < now - SamlTime.Validity - SamlTime.Skew)
        {
            throw SamlErrors.Age();
        }

        if (reader.Take("Subject", SamlNames.Assertion) is not null)
        {
            throw SamlErrors.Invalid("it asks for one certain person");
        }

        string? format = reader.Take("NameIDPolicy", SamlNames.Protocol) is { } policy ? MessageReader.Attribute(policy, "Format") : null;
        reader.Take("Conditions", SamlNames.Assertion);
        bool contextFits = reader.Take("RequestedAuthnContext", SamlNames.Protocol) is not { } context || Fits(context);
        reader.Take("Scoping", SamlNames.Protocol);
        reader.End();
        return new SignInRequest
        {
            Provider = provider.EntityId,
            AcsUrl = AcsOf(reader, provider),
            RequestId = reader.Id,
            RelayState = message.RelayState,
            Until = now + SignInRequest.Life,
            ForceAuthn = reader.Flag("ForceAuthn"),
            IsPassive = reader.Flag("IsPassive"),
            Refusal = format is not (null or "" or SamlNames.Unspecified) && format != provider.NameIdFormat ? SamlNames.InvalidNameIdPolicy
                : contextFits ? null
                : SamlNames.NoAuthnContext,
        };
    }

    private static string AcsOf(MessageReader reader, ServiceProvider provider)
    {
        if (reader.Attribute("ProtocolBinding") is { Length: > 0 } binding && binding != SamlNames.Post)
        {
            throw SamlErrors.Invalid("it wants its answer by another binding than HTTP-POST");
        }

        string? url = reader.Attribute("AssertionConsumerServiceURL");
        int? index = reader.Number("AssertionConsumerServiceIndex");
        return (url, index) switch
        {
            (not null, not null) => throw SamlErrors.Invalid("it names its address in two ways"),
            (not null, _) => provider.AcsUrls.FirstOrDefault(known => known == url) ?? throw SamlErrors.Address(),
            (_, { } wanted) => provider.AcsUrls.ElementAtOrDefault(provider.AcsIndexes.Count == 0 ? wanted : Array.IndexOf([.. provider.AcsIndexes], wanted)) ?? throw SamlErrors.Address(),
            _ => provider.AcsUrls[0],
        };
    }

    // A password over TLS is what there is: asked for by name, or as the least.
    private static bool Fits(XmlElement context)
    {
        string comparison = MessageReader.Attribute(context, "Comparison") ?? "exact";
        string[] classes = [.. MessageReader.ChildrenOf(context).Where(static one => one.LocalName == "AuthnContextClassRef").Select(MessageReader.Text)];
        return comparison switch
        {
            "exact" or "minimum" or "maximum" => classes.Any(static one => one is SamlNames.PasswordProtectedTransport or SamlNames.UnspecifiedContext),
            "better" => false,
            _ => throw SamlErrors.Invalid("its Comparison is unknown"),
        };
    }
}
