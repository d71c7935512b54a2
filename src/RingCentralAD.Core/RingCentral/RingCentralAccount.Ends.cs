using System.Security.Cryptography;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <content>When the credential ends.</content>
public sealed partial class RingCentralAccount : ICredentialEnds
{
    /// <inheritdoc />
    public Task<IReadOnlyList<CredentialEnd>> ReadEndsAsync(CancellationToken cancellationToken = default)
    {
        byte[] jwt = _secrets.CopyJwt();
        try
        {
            return Task.FromResult<IReadOnlyList<CredentialEnd>>(JwtClaims.Read(jwt)?.Expires is { } at
                ? [new CredentialEnd(HealthTopic.JwtExpires, Ids.RingCentral, "The JWT credential for RingCentral", at)]
                : []);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(jwt);
        }
    }
}
