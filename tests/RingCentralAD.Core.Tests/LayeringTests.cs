using System.Text.RegularExpressions;
using Xunit;

namespace RingCentralAD.Core.Tests;

/// <summary>The architecture as a table: which folder of Core may know which. It is DESIGN's; change both or neither.</summary>
public sealed partial class LayeringTests
{
    private static readonly Dictionary<string, string[]> s_mayUse = new()
    {
        ["Model"] = [],
        ["Directories"] = ["Model", "Ldap"],
        ["RingCentral"] = ["Model"],
        ["Storage"] = ["Model"],
        ["Logging"] = ["Model"],
        ["Mapping"] = ["Model", "Expressions"],
        ["Hub"] = ["Model", "Mapping"],
        ["Provisioning"] = ["Model", "Mapping", "Hub"],
        ["SignOn"] = ["Model"],
        ["Running"] = ["Model", "Directories", "RingCentral", "Storage", "Mapping", "Hub", "Provisioning", "SignOn", "Logging", "Expressions", "Ldap"],
    };

    [Fact]
    public void No_folder_of_core_uses_one_above_it()
    {
        Assert.Empty(Sources("RingCentralAD.Core").SelectMany(file => Breaches(Folder(file), File.ReadAllText(file), file)));
    }

    [Theory]
    [InlineData("RingCentralAD.Expressions")]
    [InlineData("RingCentralAD.Ldap")]
    public void What_lies_below_core_knows_nothing_of_ours(string project)
    {
        IEnumerable<string> breaches = Sources(project)
            .SelectMany(file => Mentions(File.ReadAllText(file)).Where(name => !name.StartsWith(project, StringComparison.Ordinal)), (file, name) => $"{file}: {name}");

        Assert.Empty(breaches);
    }

    [Theory]
    [InlineData("Storage", "using RingCentralAD.Core.Hub;", 1)]
    [InlineData("Storage", "using RingCentralAD.Core.Model.Rows;", 0)]
    [InlineData("Hub", "global using static RingCentralAD.Core.Storage.Sql;", 1)]
    [InlineData("Mapping", "using X = RingCentralAD.Ldap.Entry;", 1)]
    [InlineData("Mapping", "using RingCentralAD.Expressions;", 0)]
    [InlineData("Model", "    RingCentralAD.Core.Hub.Person? person;", 1)]
    [InlineData("Model", "/// <see cref=\"RingCentralAD.Core.Hub.Person\"/>", 0)]
    [InlineData("Elsewhere", "using RingCentralAD.Core.Model;", 1)]
    [InlineData("Directories", "namespace RingCentralAD.Core.Directories.Ldif;", 0)]
    [InlineData("Directories", "namespace RingCentralAD.Core.Hub;", 1)]
    public void The_rule_sees_what_it_should(string folder, string line, int breaches)
    {
        Assert.Equal(breaches, Breaches(folder, line, "file.cs").Count());
    }

    private static IEnumerable<string> Breaches(string folder, string text, string file)
    {
        if (!s_mayUse.TryGetValue(folder, out string[]? allowed))
        {
            yield return $"{file}: the folder '{folder}' is not in the table.";
            yield break;
        }

        foreach (string name in Mentions(text))
        {
            string[] parts = name.Split('.');
            string layer = parts[1] == "Core" ? parts.ElementAtOrDefault(2) ?? "" : parts[1];
            if (layer != folder && !allowed.Contains(layer))
            {
                yield return $"{file}: {folder} may not use {name}.";
            }
        }
    }

    private static IEnumerable<string> Mentions(string text) =>
        from line in text.Split('\n')
        where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
        from Match match in OwnName().Matches(line)
        select match.Value;

    private static string Folder(string file)
    {
        string[] parts = Path.GetRelativePath(Path.Combine(Root(), "src", "RingCentralAD.Core"), file).Split(Path.DirectorySeparatorChar);
        return parts.Length > 1 ? parts[0] : "";
    }

    private static string[] Sources(string project)
    {
        string folder = Path.Combine(Root(), "src", project);
        string built = Path.Combine(folder, "obj") + Path.DirectorySeparatorChar;
        return [.. Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Where(file => !file.StartsWith(built, StringComparison.Ordinal))];
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RingCentralAD.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new FileNotFoundException("No RingCentralAD.sln above the tests.");
    }

    [GeneratedRegex(@"\bRingCentralAD(\.[A-Z]\w*)+")]
    private static partial Regex OwnName();
}
