using RingCentralAD.Packager;

const string Usage = """
    Usage: Packager <repository> <built> <output>

    Makes <output>/RingCentralAD, the module as it is installed, and <output>/RingCentralAD.<version>.nupkg, the package that
    Publish-PSResource would send, of what lies in <built>/bin and of the repository's manifest, formats, types and help. The
    same input gives the same bytes.
    """;

if (args is not [string repository, string built, string output])
{
    Console.Error.WriteLine(Usage);
    return 64;
}

try
{
    Manifest manifest = Manifest.Read(Path.Combine(repository, "RingCentralAD.psd1"));
    IReadOnlyList<ThirdPartyPackage> packages = ThirdPartyPackage.ReadAll(built);
    SortedDictionary<string, byte[]> files = PackageContent.Of(repository, built, manifest);
    MergedFormats.Apply(files, manifest);
    files["ThirdPartyNotices.txt"] = Notices.Write(packages);
    files["sbom.cdx.json"] = BillOfMaterials.Write(manifest, packages);
    string folder = Path.Combine(output, manifest.Name);
    ModuleFolder.Write(folder, files);
    string package = Path.Combine(output, $"{manifest.Name}.{manifest.Version}.nupkg");
    NuGetPackage.Write(package, manifest, files);
    Console.Out.WriteLine(folder);
    Console.Out.WriteLine(package);
    return 0;
}
catch (InvalidDataException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 1;
}
