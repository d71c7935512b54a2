using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using RingCentralAD.Core.SignOn;

namespace RingCentralAD.Sso;

/// <summary>A person's session as its cookie carries it.</summary>
internal sealed record SessionTicket(string Id, string UserId, DateTimeOffset At, DateTimeOffset Until)
{
    public SignOnSession Session => new(Id, At, Until);
}

/// <summary>Seals what browsers carry for us and opens it again; what was changed, is of another kind, or is over, is nothing.</summary>
internal sealed class Tickets(IDataProtectionProvider protection, TimeProvider time)
{
    // A RelayState of other characters than ASCII takes six times its length.
    private const int MaxLength = 16 * 1024;

    public string Seal(SessionTicket ticket) => Seal(ticket, "session");

    public string Seal(SignInRequest request) => Seal(request, "request");

    public SessionTicket? OpenSession(string? text) => Open<SessionTicket>(text, "session") is { } ticket && ticket.Until > time.GetUtcNow() ? ticket : null;

    public SignInRequest? OpenRequest(string? text) => Open<SignInRequest>(text, "request") is { } request && request.Until > time.GetUtcNow() ? request : null;

    private string Seal<T>(T ticket, string purpose) => Base64Url.EncodeToString(protection.CreateProtector(purpose).Protect(JsonSerializer.SerializeToUtf8Bytes(ticket)));

    private T? Open<T>(string? text, string purpose)
        where T : class
    {
        if (text is null or { Length: > MaxLength })
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(protection.CreateProtector(purpose).Unprotect(Base64Url.DecodeFromChars(text)));
        }
        catch (Exception error) when (error is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }
}
