using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RingCentralAD.Simulator;

/// <summary>A whole response, made before anything of it leaves, so that faults can replace or damage it.</summary>
internal sealed class Answer(int status, ReadOnlyMemory<byte> body, string? contentType)
{
    private static readonly JsonWriterOptions s_writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public int Status { get; } = status;

    public ReadOnlyMemory<byte> Body { get; } = body;

    public string? ContentType { get; } = contentType;

    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>The first error code, for the log.</summary>
    public string? ErrorCode { get; init; }

    public static Answer NoContent { get; } = new(204, default, null);

    public static Answer Json(Action<Utf8JsonWriter> write, int status = 200, string? errorCode = null)
    {
        ArrayBufferWriter<byte> buffer = new(1024);
        using (Utf8JsonWriter writer = new(buffer, s_writer))
        {
            write(writer);
        }

        return new Answer(status, buffer.WrittenMemory, "application/json;charset=utf-8") { ErrorCode = errorCode };
    }

    public Answer With(ReadOnlyMemory<byte> body, string? contentType, int? status = null) => new(status ?? Status, body, contentType) { Headers = Headers, ErrorCode = ErrorCode };
}
