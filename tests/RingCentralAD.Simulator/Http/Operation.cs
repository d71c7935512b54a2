namespace RingCentralAD.Simulator;

/// <summary>
/// One operation of the platform: where it is, what it needs, what it does. Group, scope and permission are those of
/// RingCentral's specification; a permission may read "A OR B".
/// </summary>
internal sealed record Operation(string Name, string Method, string Path, string Group, string? Scope, string? Permission, Func<Call, Answer> Handle)
{
    public string[] Segments { get; } = Path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether it changes anything.</summary>
    public bool Writes => Method != "GET";

    /// <summary>The media type of its body.</summary>
    public string Accepts => Group == "Auth" ? "application/x-www-form-urlencoded" : "application/json";

    /// <summary>Whether it has a body that must be there.</summary>
    public bool HasBody { get; init; } = Method is "POST" or "PUT" or "PATCH";

    /// <summary>Errors of v1.0 carry the legacy fields.</summary>
    public bool Legacy => Path.Contains("/v1.0/", StringComparison.Ordinal);
}
