using System.Text;

namespace RingCentralAD.Core.RingCentral;

/// <summary>What came back over the wire: status, headers, body. Its ToString shows no body.</summary>
internal sealed class HttpAnswer(int status, Func<string, string?> header, ReadOnlyMemory<byte> body)
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
            return s_strict.GetString(Body.Span);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public override string ToString() => $"HTTP {Status}";
}
