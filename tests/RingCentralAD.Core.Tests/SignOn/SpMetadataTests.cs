using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.SignOn;
using Xunit;

namespace RingCentralAD.Core.Tests.SignOn;

/// <summary>A service provider's metadata, in the form in which PingFederate and others write it.</summary>
public sealed class SpMetadataTests
{
    private static readonly string s_certificate = Certificate();

    private static readonly string s_file = $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- RingCentral -->
        <md:EntityDescriptor ID="abc" entityID="https://sso.example.com" xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
          <md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol" AuthnRequestsSigned="true" WantAssertionsSigned="true">
            <md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>
              {s_certificate[..64]}
              {s_certificate[64..]}
            </ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
            <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://sso.example.com/sp/slo.post"/>
            <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://sso.example.com/sp/slo" ResponseLocation="https://sso.example.com/sp/slo-done"/>
            <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified</md:NameIDFormat>
            <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>
            <md:AssertionConsumerService index="1" Location="https://sso.example.com/sp/second" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"/>
            <md:AssertionConsumerService index="2" Location="https://sso.example.com/sp/artifact" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact"/>
            <md:AssertionConsumerService index="3" Location="https://sso.example.com/sp/first" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" isDefault="true"/>
          </md:SPSSODescriptor>
        </md:EntityDescriptor>
        """;

    [Fact]
    public void Everything_comes_from_the_file()
    {
        ServiceProvider provider = SpMetadata.Read("ring", Encoding.UTF8.GetBytes(s_file));

        Assert.Equal(("ring", "https://sso.example.com"), (provider.Name, provider.EntityId));
        Assert.Equal(["https://sso.example.com/sp/first", "https://sso.example.com/sp/second"], provider.AcsUrls);
        Assert.Equal([3, 1], provider.AcsIndexes);
        Assert.Equal([s_certificate], provider.Certificates);
        Assert.True(provider.SignedRequests);
        Assert.Equal(("https://sso.example.com/sp/slo-done", false), (provider.LogoutUrl, provider.LogoutByPost));
        Assert.Equal(SamlNames.EmailAddress, provider.NameIdFormat);
    }

    [Theory]
    [InlineData("SPSSODescriptor", "IDPSSODescriptor")]
    [InlineData("entityID=", "other=")]
    [InlineData("EntityDescriptor", "EntitiesDescriptor")]
    [InlineData("bindings:HTTP-POST", "bindings:PAOS")]
    [InlineData("<!-- RingCentral -->", "<!DOCTYPE a [<!ENTITY b 'c'>]>")]
    [InlineData("</md:SPSSODescriptor>", "")]
    public void What_describes_no_service_provider_is_refused(string before, string after)
    {
        RingCentralAdException error = Assert.Throws<RingCentralAdException>(() => SpMetadata.Read("ring", Encoding.UTF8.GetBytes(s_file.Replace(before, after, StringComparison.Ordinal))));
        Assert.Equal("SsoMetadataInvalid", error.ErrorId);
    }

    [Fact]
    public void A_certificate_that_is_none_is_refused()
    {
        RingCentralAdException error = Assert.Throws<RingCentralAdException>(() => SpMetadata.Read("ring", Encoding.UTF8.GetBytes(s_file.Replace(s_certificate[64..], "AAAA", StringComparison.Ordinal))));
        Assert.Equal("SsoMetadataInvalid", error.ErrorId);
    }

    private static string Certificate()
    {
        using RSA key = RSA.Create(2048);
        using X509Certificate2 certificate = new CertificateRequest("CN=sp", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddDays(1));
        return Convert.ToBase64String(certificate.RawData);
    }
}
