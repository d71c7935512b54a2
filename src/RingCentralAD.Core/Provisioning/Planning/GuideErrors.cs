using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// The six rows of the guide's table "Provisioning errors", in its words. Two things differ on purpose: the parameter is filled in, and
/// what the guide calls an issue on Okta is one on RingCentral's side.
/// </summary>
public static class GuideErrors
{
    /// <summary>A parameter as the guide's reader knows it: businessAddress.state.</summary>
    public static string ParameterName(string parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        const string contact = "contact.";
        return parameter.StartsWith(contact, StringComparison.Ordinal) ? parameter[contact.Length..] : parameter;
    }

    /// <summary>Row 1: a value that RingCentral does not take.</summary>
    public static string Invalid(string parameter) => $"{ParameterName(parameter)} is invalid. Please correct the parameter in Active Directory.";

    /// <summary>Row 2: a value that is missing, or that names what is not there.</summary>
    public static string NotFound(string parameter) => $"Resource for parameter [{ParameterName(parameter)}] is not found. Value is missing in Active Directory. Please correct it.";

    /// <summary>Row 3.</summary>
    public const string Unparsable = "JSON can not be parsed. Please check your data AD and correct it.";

    /// <summary>Row 4.</summary>
    public const string Unavailable = "Service Temporarily Unavailable. Please check back later. Issues on RingCentral's side.";

    /// <summary>Row 5.</summary>
    public const string InUse = "Extension already in use. Please go to RingCentral's web portal and see what extensions are available.";

    /// <summary>Row 6, the half that fits: a number that Active Directory gave is mended there, any other one in the portal.</summary>
    public static string Duplicate(bool fromDirectory) => fromDirectory
        ? "Extension number is duplicate. Please correct in Active Directory."
        : "Extension number is duplicate. Please edit it in the RingCentral Service web portal.";

    /// <summary>What the guide says of an error; null where none of its rows fits: such an error is shown as it is.</summary>
    /// <param name="error">What RingCentral answered.</param>
    /// <param name="fromDirectory">The parameter's value comes from the directory.</param>
    public static string? Of(AccountException error, bool fromDirectory)
    {
        ArgumentNullException.ThrowIfNull(error);
        return (error.ErrorId, error.Parameter) switch
        {
            ("RcInvalidParameter", { } parameter) => Invalid(parameter),
            ("RcNotFound", { } parameter) => NotFound(parameter),
            ("RcUnparsable", _) => Unparsable,
            ("RcUnavailable" or "RcAnswerLost", _) => Unavailable,
            ("RcExtensionInUse", _) => InUse,
            ("RcExtensionNumberTaken", _) => Duplicate(fromDirectory),
            _ => null,
        };
    }
}
