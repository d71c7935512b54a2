namespace RingCentralAD.Simulator;

/// <summary>Lives and limits of tokens. Defaults are RingCentral's (API guide, "Tokens" and "Refresh tokens").</summary>
public sealed class TokenOptions
{
    /// <summary>Seconds an access token lives when the request asks for nothing else.</summary>
    public int AccessSeconds { get; set; } = 3600;

    /// <summary>Seconds a refresh token lives when the request asks for nothing else.</summary>
    public int RefreshSeconds { get; set; } = 604_800;

    /// <summary>Parallel sessions of one user and app; the oldest ends when one more begins (inferred: the guide gives the number, not what happens).</summary>
    public int Sessions { get; set; } = 5;

    /// <summary>HTTP status of invalid_client. The specification declares 400 only; the guide's code table says 401.</summary>
    public int InvalidClientStatus { get; set; } = 400;
}
