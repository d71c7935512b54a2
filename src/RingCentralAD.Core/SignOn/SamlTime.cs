using System.Globalization;
using System.Xml;

namespace RingCentralAD.Core.SignOn;

/// <summary>Times as SAML writes them: UTC with a Z; and the bounds that messages keep.</summary>
internal static class SamlTime
{
    /// <summary>How far the clocks of two servers may differ.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    /// <summary>How long a message is good.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromMinutes(5);

    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static DateTimeOffset Read(string text, string what)
    {
        try
        {
            return new DateTimeOffset(XmlConvert.ToDateTime(text, XmlDateTimeSerializationMode.Utc), TimeSpan.Zero);
        }
        catch (Exception error) when (error is FormatException or ArgumentOutOfRangeException)
        {
            throw SamlErrors.Invalid($"{what} is no time");
        }
    }
}
