using System.Text.Json;

namespace RingCentralAD.TestServers;

/// <summary>
/// Judges one answer that came through Prism. Prism makes an answer of its own where a request or an answer breaks
/// the specification, and notes in <c>sl-violations</c> what it let pass. One note is allowed: RingCentral declares few
/// of the error statuses it sends. Such an answer is held to the specification's own error schema here.
/// </summary>
public static class ContractCheck
{
    private const string Undeclared = "Unable to match the returned status code with those defined in the document";

    /// <summary>What is wrong; null where nothing is.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="contentType">The Content-Type header.</param>
    /// <param name="notes">The sl-violations header.</param>
    /// <param name="body">The body.</param>
    public static string? Judge(int status, string? contentType, string? notes, ReadOnlySpan<byte> body)
    {
        if (contentType?.StartsWith("application/problem+json", StringComparison.OrdinalIgnoreCase) == true)
        {
            return $"Prism answered by itself: {System.Text.Encoding.UTF8.GetString(body)}";
        }

        if (notes is null)
        {
            return null;
        }

        using JsonDocument violations = JsonDocument.Parse(notes);
        bool onlyStatus = violations.RootElement.EnumerateArray().All(v => v.GetProperty("message").GetString()!.StartsWith(Undeclared, StringComparison.Ordinal));
        return !onlyStatus || status < 400 ? $"Prism noted: {notes}" : ErrorSchema(body);
    }

    /// <summary>Holds a body to the specification's ApiErrorResponseModel; null where it fits.</summary>
    public static string? ErrorSchema(ReadOnlySpan<byte> body)
    {
        try
        {
            Utf8JsonReader reader = new(body);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            if (!document.RootElement.TryGetProperty("errors", out JsonElement errors) || errors.ValueKind != JsonValueKind.Array || errors.GetArrayLength() == 0)
            {
                return $"An error answer needs errors[] with at least one entry: {document.RootElement}";
            }

            foreach (JsonElement error in errors.EnumerateArray())
            {
                if (!IsText(error, "errorCode", mandatory: true) || !IsText(error, "message", mandatory: true) || !IsText(error, "parameterName") || !IsText(error, "parameterValue"))
                {
                    return $"An entry of errors[] needs errorCode and message as text: {error}";
                }
            }

            return null;
        }
        catch (JsonException e)
        {
            return $"An error answer is not JSON: {e.Message}";
        }
    }

    private static bool IsText(JsonElement error, string name, bool mandatory = false) =>
        error.TryGetProperty(name, out JsonElement value) ? value.ValueKind == JsonValueKind.String : !mandatory;
}
