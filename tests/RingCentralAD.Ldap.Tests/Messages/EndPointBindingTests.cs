using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Authentication.ExtendedProtection;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using RingCentralAD.Ldap.Transport;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Ldap.Tests.Messages;

/// <summary>
/// The octets that tie a bind to a certificate: certificates and hashes are OpenSSL's (openssl x509 -outform der | openssl dgst); the kinds
/// whose own hash is too weak to bind by are hashed by SHA-256 (RFC 5929, section 4.1).
/// </summary>
public sealed class EndPointBindingTests
{
    private const string Ed25519 = "MIIBLjCB4aADAgECAhQB2oE95ZtVJV6LflsyAwApRSXS2zAFBgMrZXAwDDEKMAgGA1UEAwwBZTAgFw0yNjExMjgxMDA4MDJaGA8yMTI2MTEwNDEwMDgwMlowDDEKMAgGA1UEAwwBZTAqMAUGAytlcAMhABtTuFiEHtGJGrYO9qHEFKmyOZpPXQRY7wTtBPApXEi2o1MwUTAdBgNVHQ4EFgQUehvmHj+9zejniHyEeK54OrBLqcMwHwYDVR0jBBgwFoAUehvmHj+9zejniHyEeK54OrBLqcMwDwYDVR0TAQH/BAUwAwEB/zAFBgMrZXADQQBWGwlJYW9gcphQE0fyeTIBtkXVGLXMGajksDf1+c4OX4UGKrEP4fONkZ77Rk6qhk8OsgI6xV3E7o5kHt4hMzsE";

    [Theory]
    [InlineData("md5", "f7674d71831f9b83e6057dd0e065ee5e887b4952bca24a44fa1fc83ab2b47a26",
        "MIIB+jCCAWOgAwIBAgIUUXzpKTk1D+ENRq0LLIt06gsyI0wwDQYJKoZIhvcNAQEEBQAwDjEMMAoGA1UEAwwDbWQ1MCAXDTI2MTEyODEwMDgwMloYDzIxMjYxMTA0MTAwODAyWjAOMQwwCgYDVQQDDANtZDUwgZ8wDQYJKoZIhvcNAQEBBQADgY0AMIGJAoGBAL92iLUTrEVihwG3M3AnSpACdPUdBCxfFPm/E69UFvhp7GAAVH9sK1UYNZBB3EViNybftrQfSXwzWkui3H7g1sAYfWRKqIh8jovY9ohda+b9lU7XZGMJTlCvjz3nuTNWyoiUgMaFLz0Et2SbHw41XIhfaMpNfzlP1f4h8Y2zYU+pAgMBAAGjUzBRMB0GA1UdDgQWBBSzwScUSq7bFMdEMcQWv3W+GygyYDAfBgNVHSMEGDAWgBSzwScUSq7bFMdEMcQWv3W+GygyYDAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3DQEBBAUAA4GBAEb7KploWKMRJrvbl4Axwi9M4wyKLP0v7pW6WxGdxX7UUbkLpJfpJZYxhw0+RFuYBdYsa2jm23tOzoridtX7T02gJ5lJSy+7jZzq+In9I73kwF6/I61pMp0YFP9NfAqv1gBBQBAZAdYVi6H0t33Jl8w4P1uVlPiqARMWaXUzVUm/")]
    [InlineData("sha1", "a0b269fb445d2c40ec21f02b7c4ebb52932b7727b3269a4d68852ed691dcd404",
        "MIIB/DCCAWWgAwIBAgIUd6vQapBr0Lg3a8TlyHuWHplzBjgwDQYJKoZIhvcNAQEFBQAwDzENMAsGA1UEAwwEc2hhMTAgFw0yNjExMjgxMDA4MDJaGA8yMTI2MTEwNDEwMDgwMlowDzENMAsGA1UEAwwEc2hhMTCBnzANBgkqhkiG9w0BAQEFAAOBjQAwgYkCgYEAwxSDy9O93J0iD7hLwvwsqQD+KyVZ2QpoHw7allrQ13ruTVpIZucynPWg82yJXW1KUY8Ej4OHDDCIgrxEnYzp3tIZ/5XuWiBB7CWtuGANdTdLGnSDGosyqqrfX3Q24S2o2CU90V5yHG9oxgO+OAXFOMCDKsLKFqXwGZBfHcaTwmMCAwEAAaNTMFEwHQYDVR0OBBYEFDsntrGwV7ki4KCpKP5BGnM5az4FMB8GA1UdIwQYMBaAFDsntrGwV7ki4KCpKP5BGnM5az4FMA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQEFBQADgYEAE0dmm7WifMs7XGEBJlNRsBUIk/YCB+mOSKalcsf2S8EKsWwfVIEI/M4Ka4d7+UZSVbSB/AwJuBiqWLDWtLWKKa5+i+gFi21uxFUTgRAhpYpYdF28Ama7LW9pS1RyTfBDG8C+pcIexrp+EmnO+sMaxzi+hpzn9ilPfrhWjbFkJVE=")]
    [InlineData("pss384", "6d4bef466b8b536b51e8de6ea5bf8c1a20fa6436cfc28babeb87ddb4fe1ca2ce7203d9e55c076cb719cd5ae47a36132c",
        "MIICXjCCAZOgAwIBAgIUdR1JF+7qbeyTtqKPgIw1XUeNSAowQQYJKoZIhvcNAQEKMDSgDzANBglghkgBZQMEAgIFAKEcMBoGCSqGSIb3DQEBCDANBglghkgBZQMEAgIFAKIDAgFOMAwxCjAIBgNVBAMMAXAwIBcNMjYxMTI4MTAwODAyWhgPMjEyNjExMDQxMDA4MDJaMAwxCjAIBgNVBAMMAXAwgZ8wDQYJKoZIhvcNAQEBBQADgY0AMIGJAoGBAKKoyT3hYds9mhXGwldD/Q8DoJ2TFBrrry+NTOqOD2XQHICKzZbxhwtDQswbHqSOQZJNuqzeJNFsDqpLImMgSmRSUwByJlv5l5V1ljPJBjgLY+4AMDBi1UAbwmvsmgljEMjSKlZP9cOv4UPuyhqpBW+nYoIgQRbSiSWO6wyUgucNAgMBAAGjUzBRMB0GA1UdDgQWBBQak/EhqlJA/RyRw1SEFN9T2cnITTAfBgNVHSMEGDAWgBQak/EhqlJA/RyRw1SEFN9T2cnITTAPBgNVHRMBAf8EBTADAQH/MEEGCSqGSIb3DQEBCjA0oA8wDQYJYIZIAWUDBAICBQChHDAaBgkqhkiG9w0BAQgwDQYJYIZIAWUDBAICBQCiAwIBTgOBgQApGR84gCNBVxfLobkqhNM4uKp8RB4zPMpAV6H6hQHTZsIGMzrjKh920YxmvtvYdbbpcRSnOL2NlhNvterg+hj1227/q0lLrRyqg7Qcow0oNCTY9QSUmrgXIvcXhgMnWzucflrMEDagTZsFNTNSHXImgtCH1D7OfiXtibnRm8b3Rg==")]
    [InlineData("ec384", "f22c36b686e5bda338ac1112118df0852876c8f45eece44f697f9b943272d730c92492896997316a0b8ea12d215f3809",
        "MIIBcDCCARWgAwIBAgIUKi9K2t4/Fj/WgPBHqHO723LGuwwwCgYIKoZIzj0EAwMwDDEKMAgGA1UEAwwBYzAgFw0yNjExMjgxMDA4MDJaGA8yMTI2MTEwNDEwMDgwMlowDDEKMAgGA1UEAwwBYzBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABPo671bpxUNH44vCSNKdznp1hYml8VRhkBjSrgVyjyrRiV1twoW3k3nlRDe4rXjh0FRXQNL4b8dTiI1d/jbFyZSjUzBRMB0GA1UdDgQWBBRFX6xGm3eMGonRuY7DQFtaSdEDCjAfBgNVHSMEGDAWgBRFX6xGm3eMGonRuY7DQFtaSdEDCjAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMDA0kAMEYCIQCfYStiqBlMoMi4+9Ue8NM7hOmQgwI3Cn4AJPzrmK7djgIhANF25MLj/gjQLwfbOe1jR69/wVmVDPGOYTv0cNko3ljU")]
    public void A_certificate_binds_by_the_hash_of_its_signature(string signature, string hash, string certificate)
    {
        using X509Certificate2 known = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(certificate));
        Assert.Equal(signature.EndsWith("384", StringComparison.Ordinal) ? 96 : 64, hash.Length);
        Assert.Equal("tls-server-end-point:" + hash, Text(EndPointBinding.Of(known)!));
    }

    [Fact]
    public void A_signature_without_a_hash_of_its_own_binds_nothing()
    {
        using X509Certificate2 known = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(Ed25519));
        Assert.Null(EndPointBinding.Of(known));
    }

    [Theory]
    [InlineData("SHA256")]
    [InlineData("SHA384")]
    [InlineData("SHA512")]
    public async Task It_is_what_dotnet_binds_to_on_a_real_connection(string hash)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=127.0.0.1", key, new HashAlgorithmName(hash), RSASignaturePadding.Pkcs1);
        using X509Certificate2 bare = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12(bare.Export(X509ContentType.Pkcs12), null);
        await using FakeLdapServer server = new(async session =>
        {
            await session.SecureAsync(certificate);
            await session.StallAsync();
        });
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, server.Port, TestContext.Current.CancellationToken);
        await using SslStream tls = new(client.GetStream(), false, (_, shown, _, _) => shown!.GetCertHashString() == certificate.Thumbprint);
        await tls.AuthenticateAsClientAsync("127.0.0.1");
        using ChannelBinding binding = tls.TransportContext.GetChannelBinding(ChannelBindingKind.Endpoint)!;

        // SEC_CHANNEL_BINDINGS: eight numbers, the last two the length and the place of the application's data.
        byte[] whole = new byte[binding.Size];
        Marshal.Copy(binding.DangerousGetHandle(), whole, 0, whole.Length);
        byte[] theirs = whole.AsSpan(BitConverter.ToInt32(whole, 28), BitConverter.ToInt32(whole, 24)).ToArray();
        Assert.Equal(Text(theirs), Text(EndPointBinding.Of((X509Certificate2)tls.RemoteCertificate!)!));
    }

    private static string Text(byte[] octets)
    {
        int prefix = "tls-server-end-point:".Length;
        return Encoding.ASCII.GetString(octets[..prefix]) + Convert.ToHexStringLower(octets[prefix..]);
    }
}
