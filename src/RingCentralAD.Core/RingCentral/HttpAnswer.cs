using System.Text;

namespace RingCentralAD.Core.RingCentral;

/// <summary>What came back over the wire: status, headers, body. Its ToString shows no body.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="header">Finds a header.</param>
/// <param name="body">The body.</param>
/// <param name="sent">The token that went out: an error that repeats the Authorization header (CMN-407, OAU-123) must not show it.</param>
internal sealed class HttpAnswer(int status, Func<string, string?> header, ReadOnlyMemory<byte> body, string? sent)
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public int Status { get; } = status;

    public bool IsSuccess => Status is >= 200 and <= 299;

    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <summary>RingCentral's id of the request, which its support asks for.</summary>
    public string? RequestId { get; } = header("RCRequestId");

    public RateHeaders? Rate { get; } = RateHeaders.Read(header);

    public string? Header(string name) => header(name);

    /// <summary>The body as text; null when it is no UTF-8.</summary>
    public string? Text()
    {
        try
        {
            string text = s_strict.GetString(Body.Span);
            return string.IsNullOrEmpty(sent) ? text : text.Replace(sent, "(not shown)", StringComparison.Ordinal);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public override string ToString() => $"HTTP {Status}";
}
