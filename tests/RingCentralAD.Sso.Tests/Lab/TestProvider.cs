using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Sso.Tests;

/// <summary>A service provider in the hands of a test: writes requests good and bad, and reads what comes back by .NET's own parts, none of ours.</summary>
internal sealed partial class TestProvider : IDisposable
{
    public const string EntityId = "https://sp.example.com/saml";
    public const string Acs = "https://sp.example.com/saml/acs";
    public const string OtherAcs = "https://sp.example.com/saml/acs2";
    private readonly RSA _key = RSA.Create(2048);

    public TestProvider()
    {
        CertificateRequest request = new("CN=sp", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
    }

    public X509Certificate2 Certificate { get; }

    public ServiceProvider Registration(bool signedRequests = true) => new()
    {
        Name = "test", EntityId = EntityId, AcsUrls = [Acs, OtherAcs], SignedRequests = signedRequests, RelayState = "start here",
        Certificates = [Convert.ToBase64String(Certificate.RawData)], LogoutUrl = "https://sp.example.com/saml/slo",
    };

    public static string NewId() => "_" + Guid.NewGuid().ToString("N");

    /// <summary>An AuthnRequest; what is not said is right.</summary>
    public static string Request(string destination, DateTimeOffset at, string? id = null, string issuer = EntityId, string? acs = Acs, string attributes = "", string inner = "") =>
        $"""<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{id ?? NewId()}" Version="2.0" IssueInstant="{at:yyyy-MM-ddTHH:mm:ssZ}" Destination="{destination}"{(acs is null ? "" : $" AssertionConsumerServiceURL=\"{acs}\"")} {attributes}><saml:Issuer>{issuer}</saml:Issuer>{inner}</samlp:AuthnRequest>""";

    public static string Logout(string destination, DateTimeOffset at, string? session, string name = "ann@contoso.com") =>
        $"""<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{NewId()}" Version="2.0" IssueInstant="{at:yyyy-MM-ddTHH:mm:ssZ}" Destination="{destination}"><saml:Issuer>{EntityId}</saml:Issuer><saml:NameID>{name}</saml:NameID>{(session is null ? "" : $"<samlp:SessionIndex>{session}</samlp:SessionIndex>")}</samlp:LogoutRequest>""";

    /// <summary>The query of the HTTP-Redirect binding.</summary>
    public string Query(string xml, bool sign = true, string? relayState = "deep/link", string algorithm = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256")
    {
        using MemoryStream packed = new();
        using (DeflateStream deflate = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(Encoding.UTF8.GetBytes(xml));
        }

        string query = $"SAMLRequest={Uri.EscapeDataString(Convert.ToBase64String(packed.ToArray()))}{(relayState is null ? "" : $"&RelayState={Uri.EscapeDataString(relayState)}")}";
        if (!sign)
        {
            return query;
        }

        query += $"&SigAlg={Uri.EscapeDataString(algorithm)}";
        HashAlgorithmName hash = algorithm.EndsWith("sha1", StringComparison.Ordinal) ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
        return $"{query}&Signature={Uri.EscapeDataString(Convert.ToBase64String(_key.SignData(Encoding.ASCII.GetBytes(query), hash, RSASignaturePadding.Pkcs1)))}";
    }

    /// <summary>The request with an enveloped signature, as the HTTP-POST binding has it.</summary>
    public string Signed(string xml, string? reference = null, string method = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", RSA? key = null)
    {
        XmlDocument document = new() { PreserveWhitespace = true };
        document.LoadXml(xml);
        SignedXml signed = new(document) { SigningKey = key ?? _key };
        signed.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigExcC14NTransformUrl;
        signed.SignedInfo.SignatureMethod = method;
        Reference covers = new(reference ?? $"#{document.DocumentElement!.GetAttribute("ID")}") { DigestMethod = method.EndsWith("sha1", StringComparison.Ordinal) ? SignedXml.XmlDsigSHA1Url : "http://www.w3.org/2001/04/xmlenc#sha256" };
        covers.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        covers.AddTransform(new XmlDsigExcC14NTransform());
        signed.AddReference(covers);
        signed.ComputeSignature();
        document.DocumentElement!.InsertAfter(document.ImportNode(signed.GetXml(), true), document.DocumentElement.FirstChild);
        return document.OuterXml;
    }

    public static FormUrlEncodedContent Form(string xml, string relayState = "deep/link") =>
        new([new("SAMLRequest", Convert.ToBase64String(Encoding.UTF8.GetBytes(xml))), new("RelayState", relayState)]);

    /// <summary>The message in a page that posts it, with its form's fields.</summary>
    public static (string Action, string Xml, string? RelayState) Posted(string page)
    {
        Match form = PostForm().Match(page);
        return form.Success
            ? (WebUtility.HtmlDecode(form.Groups["action"].Value), Encoding.UTF8.GetString(Convert.FromBase64String(WebUtility.HtmlDecode(form.Groups["message"].Value))), form.Groups["state"].Success ? WebUtility.HtmlDecode(form.Groups["state"].Value) : null)
            : throw new InvalidOperationException($"No posting page: {page}");
    }

    /// <summary>A hidden field of a page.</summary>
    public static string Field(string page, string name) => WebUtility.HtmlDecode(Regex.Match(page, $"""name="{name}" value="([^"]*)" """.TrimEnd()).Groups[1].Value);

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }

    [GeneratedRegex("""<form method="post" action="(?<action>[^"]+)">\s*<input type="hidden" name="SAMLResponse" value="(?<message>[^"]+)">\s*(<input type="hidden" name="RelayState" value="(?<state>[^"]*)">)?""")]
    private static partial Regex PostForm();
}
