namespace RingCentralAD.Simulator;

/// <summary>A user signed in through an app, with the tokens of that session.</summary>
internal sealed class Session(string id, AppRegistration app, JwtCredential credential, Account account, long extensionId, DateTimeOffset began)
{
    public string Id => id;

    public AppRegistration App => app;

    public Account Account => account;

    public long ExtensionId => extensionId;

    public DateTimeOffset Began => began;

    public string AccessToken { get; set; } = "";

    public DateTimeOffset AccessExpires { get; set; }

    public string? RefreshToken { get; set; }

    public DateTimeOffset RefreshExpires { get; set; }

    public string EndpointId { get; set; } = "";

    /// <summary>Whose requests share an allowance: one user through one app.</summary>
    public string RateKey { get; } = $"{app.ClientId}/{account.Id}/{extensionId}";

    /// <summary>Whether the user's roles grant it; an expression may offer several with OR.</summary>
    public bool Permits(string permission) =>
        credential.Permissions is not { } granted || permission.Split(" OR ").Any(granted.Contains);

    public IList<string>? Permissions => credential.Permissions;
}
