namespace RingCentralAD.Core.Model;

/// <summary>A key of the identity provider: its certificate, and where its private part is. Never the private part itself.</summary>
/// <param name="Certificate">The certificate, as Base64 of DER.</param>
/// <param name="KeyFrom">Where the private key is: <c>file:PATH</c> to a PKCS#8 PEM, or another place of secrets.</param>
public sealed record SignOnKey(string Certificate, string KeyFrom);

/// <summary>The keys of a hub's identity provider: the first one signs, all are published.</summary>
internal sealed record SignOnKeys
{
    public IReadOnlyList<SignOnKey> All { get; init; } = [];
}
