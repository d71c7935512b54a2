namespace RingCentralAD.Simulator;

/// <summary>An app as the developer console knows it.</summary>
public sealed class AppRegistration
{
    /// <summary>The client id that the defaults use.</summary>
    public const string DefaultClientId = "simulatedClientId";

    /// <summary>The client secret that the defaults use.</summary>
    public const string DefaultClientSecret = "simulatedClientSecret";

    /// <summary>The client id.</summary>
    public string ClientId { get; set; } = DefaultClientId;

    /// <summary>The client secret; null makes it a public client that sends <c>client_id</c> in the body.</summary>
    public string? ClientSecret { get; set; } = DefaultClientSecret;

    /// <summary>The app scopes granted (<c>ReadAccounts</c>, <c>EditExtensions</c>, <c>EditAccounts</c>, …).</summary>
    public IList<string> Scopes { get; set; } = ["ReadAccounts", "EditExtensions", "EditAccounts", "RoleManagement", "EditUserCredentials", "ReadAuditTrail"];

    /// <summary>Whether "JWT auth flow" is on; without it the token endpoint answers unauthorized_client, OAU-251.</summary>
    public bool JwtFlow { get; set; } = true;

    /// <summary>Whether "Issue refresh tokens" is on.</summary>
    public bool RefreshTokens { get; set; }
}
