using System.Net.Http.Headers;

namespace RingCentralAD.Core.RingCentral;

/// <summary>An access token as RingCentral gave it. No refresh token is kept: the JWT is presented again.</summary>
internal sealed class AccessToken(string value, IReadOnlyList<string> scopes, string? ownerId, TimeSpan renewAt)
{
    /// <summary>The header that carries it.</summary>
    public AuthenticationHeaderValue Header { get; } = new("Bearer", value);

    /// <summary>The app scopes it grants.</summary>
    public IReadOnlyList<string> Scopes { get; } = scopes;

    /// <summary>The extension id of whoever signed in.</summary>
    public string? OwnerId { get; } = ownerId;

    /// <summary>When it should be replaced, on the clock of its <see cref="TokenShare"/>.</summary>
    public TimeSpan RenewAt { get; } = renewAt;

    internal string Reveal() => Header.Parameter!;

    /// <inheritdoc />
    public override string ToString() => "access token (not shown)";
}
