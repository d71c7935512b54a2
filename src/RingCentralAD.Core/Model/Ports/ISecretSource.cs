using System.Security;

namespace RingCentralAD.Core.Model;

/// <summary>
/// Fetches a secret from where it is kept: <c>vault:NAME/SECRET</c>, <c>file:PATH</c>, <c>env:NAME</c>, <c>credential:NAME</c>.
/// The place may be stored and shown; the secret never is.
/// </summary>
public interface ISecretSource
{
    /// <summary>The secret at the place; throws <see cref="RingCentralAdException"/> (Security, <c>SecretNotFound</c>) that names the place.</summary>
    Task<SecureString> GetAsync(string place, CancellationToken cancellationToken = default);
}
