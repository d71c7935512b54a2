using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using RingCentralAD.Core.Model;
using RingCentralAD.TestServers;
using Xunit;

namespace RingCentralAD.Sso.Tests;

/// <summary>A real service provider in a process of its own on a loopback port; it ends with this one, whose pipe it reads.</summary>
internal sealed class RealProvider : IAsyncDisposable
{
    private const string NodeSamlVersion = "5.1.0";
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _complaints = new();

    private RealProvider(Process process, string url)
    {
        (_process, Url) = (process, url);
        process.ErrorDataReceived += (_, line) => _complaints.Enqueue(line.Data ?? "");
        process.BeginErrorReadLine();
    }

    public string Url { get; }

    /// <summary>What it would be registered as; <paramref name="port"/> is where it will listen.</summary>
    public static (ServiceProvider Registration, string Key, string Certificate) Register(string name, int port, bool logout)
    {
        using RSA key = RSA.Create(2048);
        using X509Certificate2 certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        string url = $"http://127.0.0.1:{port}";
        ServiceProvider registration = new()
        {
            Name = name, EntityId = $"{url}/metadata", AcsUrls = [$"{url}/acs"], SignedRequests = true, Certificates = [Convert.ToBase64String(certificate.RawData)],
            LogoutUrl = logout ? $"{url}/loggedout" : null,
        };
        return (registration, key.ExportPkcs8PrivateKeyPem(), certificate.ExportCertificatePem());
    }

    /// <summary>@node-saml/node-saml from npm.</summary>
    public static async Task<RealProvider> NodeAsync(SsoLab lab, ServiceProvider registration, string key, string certificate, string binding, bool unsolicited, CancellationToken stop)
    {
        string folder = await NpmInstall.EnsureAsync("node-saml", "@node-saml/node-saml", NodeSamlVersion, stop);
        using HttpClient browser = lab.Browser();
        string[] published = (await browser.PageAsync("/sso/metadata", stop)).Split("<ds:X509Certificate>")[1..];
        return await StartAsync(lab, "node", "node-sp.cjs", registration, new()
        {
            ["acs"] = registration.AcsUrls[0], ["entryPoint"] = $"{lab.Url}/sso/saml", ["logoutUrl"] = $"{lab.Url}/sso/logout", ["entityId"] = registration.EntityId,
            ["idpEntityId"] = $"{lab.Url}/sso/metadata", ["idpCertificates"] = published.Select(static one => one.Split('<')[0]).ToArray(),
            ["privateKey"] = key, ["certificate"] = certificate, ["binding"] = binding, ["unsolicited"] = unsolicited,
        }, Path.Combine(folder, "node_modules"), stop);
    }

    /// <summary>Debian's python3-pysaml2, with xmlsec1 for the signatures; it reads the metadata that Get-RcSsoMetadata would write.</summary>
    public static async Task<RealProvider> PysamlAsync(SsoLab lab, ServiceProvider registration, string key, string certificate, bool unsolicited, CancellationToken stop)
    {
        using HttpClient browser = lab.Browser();
        string begin = Path.Combine(lab.Folder, registration.Name);
        await File.WriteAllTextAsync($"{begin}.key", key, stop);
        await File.WriteAllTextAsync($"{begin}.crt", certificate, stop);
        await File.WriteAllTextAsync($"{begin}-idp.xml", await browser.PageAsync("/sso/metadata", stop), stop);
        return await StartAsync(lab, "/usr/bin/python3", "pysaml_sp.py", registration, new()
        {
            ["acs"] = registration.AcsUrls[0], ["entityId"] = registration.EntityId, ["keyFile"] = $"{begin}.key", ["certFile"] = $"{begin}.crt", ["idpMetadata"] = $"{begin}-idp.xml", ["unsolicited"] = unsolicited,
        }, null, stop);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();

        // A failed test shows them, which has seen no more than a connection that ended.
        foreach (string line in _complaints)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(line);
        }
    }

    private static async Task<RealProvider> StartAsync(SsoLab lab, string program, string script, ServiceProvider registration, Dictionary<string, object> settings, string? nodePath, CancellationToken stop)
    {
        Uri acs = new(registration.AcsUrls[0]);
        settings["port"] = acs.Port;
        string path = Path.Combine(lab.Folder, script);
        await using (Stream source = typeof(RealProvider).Assembly.GetManifestResourceStream(script)!)
        await using (FileStream copy = File.Create(path))
        {
            await source.CopyToAsync(copy, stop);
        }

        string file = Path.Combine(lab.Folder, $"{registration.Name}.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(settings), stop);
        ProcessStartInfo start = new(program, [path, file]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (nodePath is not null)
        {
            start.Environment["NODE_PATH"] = nodePath;
        }

        Process process = Process.Start(start)!;
        string? line = await process.StandardOutput.ReadLineAsync(stop);
        if (line != "ready")
        {
            throw new InvalidOperationException($"{script} did not start: {line}{await process.StandardError.ReadToEndAsync(stop)}");
        }

        return new RealProvider(process, acs.GetLeftPart(UriPartial.Authority));
    }
}
