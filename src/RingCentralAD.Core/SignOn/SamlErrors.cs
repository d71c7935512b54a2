using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.SignOn;

/// <summary>What is wrong with a message of a service provider. The texts are ours; of the message only names of elements are repeated.</summary>
internal static class SamlErrors
{
    /// <summary>The id of the error that a message was answered already.</summary>
    public const string Replayed = "SamlRequestReplayed";

    private const string StartAgain = "Start the sign-in again from the application; if it goes on, look at the provider with Get-RcSsoProvider.";

    public static RingCentralAdException Invalid(string what) =>
        new("SamlMessageInvalid", ErrorKind.InvalidInput, $"The message is no valid SAML request: {what}.", StartAgain);

    public static RingCentralAdException Signature(string what) =>
        new("SamlSignatureInvalid", ErrorKind.Security, $"The signature of the SAML message does not hold: {what}.", "Import the provider's current metadata with Set-RcSsoServiceProvider -Metadata.");

    public static RingCentralAdException Age() =>
        new("SamlRequestExpired", ErrorKind.Security, "The request is too old, or from the future.", "Start the sign-in again; check the clocks of this server and of the provider.");

    public static RingCentralAdException Again(string what) => new(Replayed, ErrorKind.Security, $"{what} was answered already.", "Start again from the application.");

    public static RingCentralAdException Provider() =>
        new("SamlProviderUnknown", ErrorKind.Security, "The request comes from a service provider that is not registered.", "Register it with Set-RcSsoServiceProvider.");

    public static RingCentralAdException Address() =>
        new("SamlAddressUnknown", ErrorKind.Security, "The request asks for an answer to an address that is not registered for its service provider.", "Register the address with Set-RcSsoServiceProvider -AcsUrl, if it is the provider's own.");
}
