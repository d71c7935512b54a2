using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Xml.Linq;
using RingCentralAD.Module.Tests.Host;
using RingCentralAD.Module.Tests.Shell;
using Xunit;

namespace RingCentralAD.Module.Tests.Packaging;

/// <summary>What would be published: complete, nothing in it that does not belong there, the same bytes each time, and it works.</summary>
public sealed class PackageTests : IDisposable
{
    private static readonly string s_module = Path.GetDirectoryName(Repository.Package)!;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rcad-package-test.");

    [Fact]
    public async Task The_published_module_imports_and_works_alone()
    {
        // Moved away, so that nothing of the build tree can help it.
        string there = Path.Combine(_folder.FullName, "Modules", "RingCentralAD", "0.1.0");
        Copy(s_module, there);
        const string Script = """
            $m = Get-Module RingCentralAD
            "base: $($m.ModuleBase)"
            "commands: $(@(Get-Command -Module RingCentralAD -CommandType Cmdlet).Count)"
            $f = [IO.Directory]::CreateTempSubdirectory('rcad-published-').FullName
            New-RcHub $f/hub.db -Company Contoso | Connect-RcHub | Out-Null
            Connect-AdDirectory -LdifPath $args[0] | Out-Null
            "imported: $(@(Import-AdUsers | Where-Object Action -EQ Created).Count)"
            "help: $((Get-Help Invoke-RcSync).Synopsis)"
            "about: $((Get-Help about_RingCentralAD_Security).Synopsis)"
            "phone: $((Test-MappingExpression 'Phone.extension("+1 415 555 0100 ext 321")').Value)"
            Disconnect-RcHub
            [IO.Directory]::Delete($f, $true)
            """;
        string script = Path.Combine(_folder.FullName, "x.ps1");
        await File.WriteAllTextAsync(script, Script, TestContext.Current.CancellationToken);

        ToolOutcome outcome = await ShellProcess.RunAsync("", "-NonInteractive", "-Module", Path.Combine(there, "RingCentralAD.psd1"), "-File", script, Repository.In("tools", "sample", "contoso.ldif"));

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains($"base: {there}\n", outcome.Output, StringComparison.Ordinal);
        Assert.Matches("commands: [1-9][0-9]+\n", outcome.Output);
        Assert.Matches("imported: [1-9][0-9]+\nhelp: Runs the whole sync once", outcome.Output);
        Assert.Contains("about: The least rights, how to grant them, hosts and ports, secrets.\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("phone: 321\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_manifest_says_all_that_a_gallery_shows()
    {
        using ModuleSession session = ModuleSession.OpenEmpty();
        ScriptResult result = session.Run("param($m) Test-ModuleManifest $m", Repository.Package).MustSucceed();
        System.Management.Automation.PSModuleInfo manifest = Assert.IsType<System.Management.Automation.PSModuleInfo>(Assert.Single(result.Values));

        Assert.Empty(result.Warnings);
        Assert.Equal(["Core"], manifest.CompatiblePSEditions);
        Assert.Contains("PSEdition_Core", manifest.Tags);
        Assert.All([manifest.ProjectUri, manifest.LicenseUri, manifest.IconUri], uri => Assert.Equal("https", uri.Scheme));
        Assert.All([manifest.Author, manifest.CompanyName, manifest.Copyright, manifest.Description, manifest.ReleaseNotes], text => Assert.NotEqual("", text));
        Assert.StartsWith(manifest.ProjectUri.ToString(), manifest.LicenseUri.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("/LICENSE", manifest.LicenseUri.ToString(), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(s_module, "images", manifest.IconUri.Segments[^1])));
        Assert.DoesNotContain(manifest.ExportedCommands.Keys, name => name.Contains('*', StringComparison.Ordinal));
        Assert.Contains($"## [{manifest.Version}]", File.ReadAllText(Repository.In("CHANGELOG.md")), StringComparison.Ordinal);
        Assert.Equal(manifest.Version.ToString(), XDocument.Load(Repository.In("Directory.Build.props")).Descendants("Version").Single().Value);
    }

    [Fact]
    public void Only_what_belongs_there_is_in_it()
    {
        string[] files = Files(s_module);
        string[] roots = [.. files.Select(file => file.Split('/')[0]).Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(["CHANGELOG.md", "LICENSE", "README.md", "RingCentralAD.psd1", "ThirdPartyNotices.txt", "bin", "en-US", "formats", "images", "sbom.cdx.json", "types"], roots);
        Assert.DoesNotContain(files, file => Path.GetExtension(file) is ".pdb" or ".cs" or ".csproj" or ".nupkg" || (file.StartsWith("bin/", StringComparison.Ordinal) && file.EndsWith(".xml", StringComparison.Ordinal)));
        Assert.Empty(files.Where(file => file.Contains("/runtimes/", StringComparison.Ordinal)).Select(file => file.Split('/')[3]).Distinct()
            .Except(["win", "win-x64", "win-x86", "win-arm64", "linux-x64", "linux-arm", "linux-arm64", "linux-musl-x64", "osx-x64", "osx-arm64", "unix"]));
        Assert.True(new DirectoryInfo(s_module).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) < 75_000_000);
        foreach (string file in files.Where(file => file.EndsWith(".dll", StringComparison.Ordinal) && Path.GetFileName(file).StartsWith("RingCentralAD", StringComparison.Ordinal)))
        {
            // No folder of the machine that built it, in whatever encoding.
            string text = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(s_module, file))).Replace("\0", "", StringComparison.Ordinal);
            Assert.DoesNotContain(Repository.Root, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_view_is_in_the_one_file_that_is_imported()
    {
        string[] each = [.. Directory.GetFiles(Repository.In("formats")).SelectMany(Views).Order(StringComparer.Ordinal)];
        string merged = Assert.Single(Directory.GetFiles(Path.Combine(s_module, "formats")));

        Assert.Equal(each, Views(merged).Order(StringComparer.Ordinal));

        static IEnumerable<string> Views(string file) => XDocument.Load(file).Descendants("View").Select(view => view.ToString(SaveOptions.DisableFormatting));
    }

    [Fact]
    public void The_package_holds_the_modules_files_and_says_what_the_manifest_says()
    {
        using ZipArchive package = ZipFile.OpenRead(Repository.PackageFile);
        string[] entries = [.. package.Entries.Select(entry => entry.FullName)];
        string[] own = ["RingCentralAD.nuspec", "[Content_Types].xml", "_rels/.rels", "package/services/metadata/core-properties/RingCentralAD.psmdcp"];

        Assert.Equal(entries.Order(StringComparer.Ordinal), entries);
        Assert.Equal(Files(s_module), entries.Except(own));
        Assert.All(own, name => Assert.Contains(name, entries));
        using Stream stream = package.GetEntry("RingCentralAD.nuspec")!.Open();
        Dictionary<string, string> said = XDocument.Load(stream).Root!.Elements().Single().Elements().ToDictionary(element => element.Name.LocalName, element => element.Value);
        Assert.Equal(("RingCentralAD", "0.1.0"), (said["id"], said["version"]));
        Assert.Contains("PSModule", said["tags"].Split(' '));
        Assert.All(["authors", "description", "licenseUrl", "projectUrl", "iconUrl", "releaseNotes", "copyright"], name => Assert.NotEqual("", said[name]));
        foreach (string file in Files(s_module))
        {
            using Stream inPackage = package.GetEntry(file)!.Open();
            Assert.Equal(SHA256.HashData(File.ReadAllBytes(Path.Combine(s_module, file))), SHA256.HashData(inPackage));
        }
    }

    [Fact]
    public void Everybody_elses_software_is_in_the_bill_and_in_the_notices()
    {
        using JsonDocument bill = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(s_module, "sbom.cdx.json")));
        JsonElement[] components = [.. bill.RootElement.GetProperty("components").EnumerateArray()];
        string notices = File.ReadAllText(Path.Combine(s_module, "ThirdPartyNotices.txt"));
        string[] ours = ["RingCentralAD", "RingCentralAD.Core", "RingCentralAD.Expressions", "RingCentralAD.Ldap", "RingCentralAD.Loader", "RingCentralAD.Sso"];

        Assert.Equal("CycloneDX", bill.RootElement.GetProperty("bomFormat").GetString());
        Assert.Matches("^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", bill.RootElement.GetProperty("serialNumber").GetString());
        Assert.All(components, component =>
        {
            Assert.Matches("^[0-9a-f]{128}$", component.GetProperty("hashes")[0].GetProperty("content").GetString());
            Assert.Equal($"pkg:nuget/{component.GetProperty("name")}@{component.GetProperty("version")}", component.GetProperty("purl").GetString());
            Assert.Contains($"{component.GetProperty("name")} {component.GetProperty("version")}, {component.GetProperty("licenses")[0].GetProperty("license").GetProperty("id")}\n", notices, StringComparison.Ordinal);
            Assert.Contains($"The licence {component.GetProperty("licenses")[0].GetProperty("license").GetProperty("id")}\n", notices, StringComparison.Ordinal);
        });
        string[] references = [.. bill.RootElement.GetProperty("dependencies").EnumerateArray().Select(one => one.GetProperty("ref").GetString()!)];
        Assert.Equal(references.Distinct(), references);
        Assert.Empty(bill.RootElement.GetProperty("dependencies").EnumerateArray().SelectMany(one => one.GetProperty("dependsOn").EnumerateArray()).Select(one => one.GetString()!).Except(references));

        // Each assembly that is not ours comes with a package that the bill names.
        string dependencies = string.Concat(Files(s_module).Where(file => file.EndsWith(".deps.json", StringComparison.Ordinal)).Select(file => File.ReadAllText(Path.Combine(s_module, file))));
        Assert.DoesNotContain(
            Files(s_module).Where(file => file.EndsWith(".dll", StringComparison.Ordinal) && !file.Contains("/runtimes/", StringComparison.Ordinal)),
            file => !ours.Contains(Path.GetFileNameWithoutExtension(file)) && !dependencies.Contains("/" + Path.GetFileName(file) + "\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_input_gives_the_same_bytes()
    {
        foreach (string name in (string[])["one", "two"])
        {
            ToolOutcome outcome = await ToolProcess.RunAsync(Repository.Packager, "", Repository.Root, Repository.In("artifacts", "module"), Path.Combine(_folder.FullName, name));
            Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        }

        Assert.Equal(Hashes("one"), Hashes("two"));
        Assert.Equal(SHA256.HashData(File.ReadAllBytes(Repository.PackageFile)), SHA256.HashData(File.ReadAllBytes(Path.Combine(_folder.FullName, "one", Path.GetFileName(Repository.PackageFile)))));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string[] Hashes(string name)
    {
        string root = Path.Combine(_folder.FullName, name);
        return [.. Files(root).Select(file => $"{file} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(root, file))))}")];
    }

    private static string[] Files(string root) =>
        [.. Directory.GetFiles(root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private static void Copy(string from, string to)
    {
        foreach (string file in Files(from))
        {
            string target = Path.Combine(to, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(from, file), target);
        }
    }
}
