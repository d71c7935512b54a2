namespace RingCentralAD.Core.Model;

/// <summary>How a RingCentral account is reached. Holds no secret: only the place of one.</summary>
public sealed record AccountSettings
{
    /// <summary>The base address; RingCentral's own unless a partner brand or the simulator is meant.</summary>
    public Uri Server { get; init; } = new("https://platform.ringcentral.com");

    /// <summary>The app's client id.</summary>
    public required string ClientId { get; init; }

    /// <summary>Where the app's client secret is; null for a public client, or when it was given for one session.</summary>
    public string? ClientSecretFrom { get; init; }

    /// <summary>Where the JWT credential is; null when it was given for one session.</summary>
    public string? JwtFrom { get; init; }

    /// <summary>The proxy; null takes HTTPS_PROXY and NO_PROXY from the environment.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>The name to sign in to the proxy with; null for none.</summary>
    public string? ProxyUserName { get; init; }

    /// <summary>Where the proxy's password is.</summary>
    public string? ProxyPasswordFrom { get; init; }

    /// <summary>Sign in to the proxy as whoever is logged on.</summary>
    public bool ProxyUseDefaultCredentials { get; init; }

    /// <summary>A file of CA certificates to trust besides the system's, for an inspecting proxy.</summary>
    public string? CaCertificate { get; init; }
}
