using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace RingCentralAD.Core.RingCentral;

/// <summary>What a JWT credential says of itself, without trusting it: for messages, and to tell users apart.</summary>
internal sealed record JwtClaims(string? Subject, string? Audience, DateTimeOffset? Expires)
{
    /// <summary>Reads the payload; null where the text is no JWT.</summary>
    public static JwtClaims? Read(ReadOnlySpan<byte> jwt)
    {
        int first = jwt.IndexOf((byte)'.');
        int second = first < 0 ? -1 : jwt[(first + 1)..].IndexOf((byte)'.');
        if (second < 0)
        {
            return null;
        }

        try
        {
            JObject claims = JObject.Parse(Encoding.UTF8.GetString(Base64Url.DecodeFromUtf8(jwt.Slice(first + 1, second))));
            return new JwtClaims(Text(claims["sub"]), Text(claims["aud"]), Time(claims["exp"]));
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            return null;
        }
    }

    private static string? Text(JToken? token) => token is JValue { Value: not null } value ? value.ToString(CultureInfo.InvariantCulture) : null;

    private static DateTimeOffset? Time(JToken? token) =>
        token is JValue { Value: long seconds and >= 0 and <= 253_402_300_799 }
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
