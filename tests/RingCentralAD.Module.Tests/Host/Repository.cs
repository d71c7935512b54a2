namespace RingCentralAD.Module.Tests.Host;

/// <summary>Where things lie in the repository that the tests were built from.</summary>
internal static class Repository
{
    private const string Configuration =
#if DEBUG
        "Debug";
#else
        "Release";
#endif

    public static string Root { get; } = FindRoot();

    public static string Manifest { get; } = In("RingCentralAD.psd1");

    /// <summary>The module as it is published.</summary>
    public static string Package { get; } = In("artifacts", "package", "RingCentralAD", "RingCentralAD.psd1");

    /// <summary>The package that would be sent to a gallery.</summary>
    public static string PackageFile => Directory.GetFiles(In("artifacts", "package"), "RingCentralAD.*.nupkg").Single();

    public static string ImportWatch { get; } = Built("tests", "RingCentralAD.ImportWatch", "RingCentralAD.ImportWatch" + ProgramEnding);

    public static string Packager { get; } = Built("tools", "Packager", "Packager" + ProgramEnding);

    public static string TestCmdlets { get; } = Built("tests", "RingCentralAD.TestCmdlets", "RingCentralAD.TestCmdlets.dll");

    public static string Shell { get; } = Built("tools", "RingCentralAD.Shell", "rcad-shell" + ProgramEnding);

    public static string HelpWriter { get; } = Built("tools", "HelpWriter", "HelpWriter" + ProgramEnding);

    private static string ProgramEnding => OperatingSystem.IsWindows() ? ".exe" : "";

    public static string In(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Built(string folder, string project, string file) => In(folder, project, "bin", Configuration, "net10.0", file);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RingCentralAD.sln")))
            {
                return folder.FullName;
            }
        }

        throw new FileNotFoundException("No RingCentralAD.sln above the tests.");
    }
}
