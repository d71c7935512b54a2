using System.Collections;
using System.Management.Automation;
using System.Reflection;
using RingCentralAD.Module.Tests.Host;
using Xunit;

namespace RingCentralAD.Module.Tests.Conventions;

public sealed class ConventionTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open(testCmdlets: true);

    [Fact]
    public void Every_cmdlet_has_the_form()
    {
        Assert.Empty(Cmdlets().SelectMany(CmdletConventions.Form));
    }

    [Fact]
    public void Every_cmdlet_lies_in_a_file_of_its_name()
    {
        Assert.Empty(Cmdlets().SelectMany(cmdlet => CmdletConventions.File(cmdlet, Repository.In("src", "RingCentralAD"))));
    }

    [Fact]
    public void Every_cmdlet_that_changes_something_supports_what_if()
    {
        Assert.Empty(Cmdlets().SelectMany(CmdletConventions.Asking));
    }

    [Fact]
    public void Every_mandatory_parameter_explains_itself_at_the_prompt_in_the_words_of_its_help()
    {
        Assert.Empty(Cmdlets().SelectMany(cmdlet => CmdletConventions.Prompting(cmdlet, HelpOf)));

        string HelpOf(string cmdlet, string parameter) =>
            ((string)_session.Run("param($c, $p) ((Get-Help $c -Parameter $p).description | ForEach-Object Text) -join \"`n\"", cmdlet, parameter).MustSucceed().Values.Single()!).Split('\n')[0];
    }

    [Fact]
    public void No_public_type_needs_core_before_the_loader_has_run()
    {
        Assert.Empty(Loaded("RingCentralAD").GetExportedTypes().SelectMany(CmdletConventions.NeedsCoreEarly));
    }

    [Fact]
    public void The_manifest_exports_what_there_is_and_nothing_else()
    {
        Hashtable manifest = Manifest();
        string[] classes = [.. Cmdlets().Select(CmdletConventions.NameOf).Order(StringComparer.Ordinal)];
        string[] aliases = [.. Cmdlets().SelectMany(cmdlet => cmdlet.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []).Order(StringComparer.Ordinal)];

        Assert.Equal(classes, Names(manifest["CmdletsToExport"]));
        Assert.Equal(aliases, Names(manifest["AliasesToExport"]));
        Assert.Equal(classes, _session.Run("Get-Command -Module RingCentralAD -CommandType Cmdlet | ForEach-Object Name").MustSucceed().Values.Cast<string>().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_format_file_is_listed_in_the_manifest()
    {
        Hashtable manifest = Manifest();
        string folder = Repository.In("formats");
        string[] files = Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.ps1xml").Select(file => "formats/" + Path.GetFileName(file)).Order(StringComparer.Ordinal)] : [];

        Assert.Equal(files, Names(manifest["FormatsToProcess"]));
    }

    [Fact]
    public void The_cmdlet_assembly_references_core_and_powershell_only()
    {
        IEnumerable<string> foreign = Loaded("RingCentralAD").GetReferencedAssemblies().Select(name => name.Name!)
            .Where(name => !name.StartsWith("System", StringComparison.Ordinal)
                && !name.StartsWith("RingCentralAD.", StringComparison.Ordinal)
                && name is not ("netstandard" or "Microsoft.Win32.Primitives" or "Microsoft.Win32.Registry"));

        Assert.Empty(foreign);
    }

    [Fact]
    public void The_rules_find_what_breaks_them()
    {
        Assembly samples = Loaded("RingCentralAD.TestCmdlets");
        Type bad = samples.GetType("RingCentralAD.TestCmdlets.BadConventions")!;

        Assert.Equal(4, CmdletConventions.Form(bad).Count());
        Assert.Single(CmdletConventions.File(bad, Repository.In("src", "RingCentralAD")));
        Assert.Single(CmdletConventions.Asking(bad));
        Assert.Single(CmdletConventions.Prompting(bad, (_, _) => "The name."));
        Assert.NotEmpty(CmdletConventions.NeedsCoreEarly(samples.GetType("RingCentralAD.TestCmdlets.BadGeneric")!));
        Assert.Empty(CmdletConventions.NeedsCoreEarly(bad));
        Assert.Empty(CmdletConventions.Form(samples.GetType("RingCentralAD.TestCmdlets.GetTestNumberCommand")!));
    }

    public void Dispose() => _session.Dispose();

    private static IEnumerable<Type> Cmdlets() => CmdletConventions.Cmdlets(Loaded("RingCentralAD"));

    private static Assembly Loaded(string name) => AppDomain.CurrentDomain.GetAssemblies().Single(assembly => assembly.GetName().Name == name);

    private Hashtable Manifest() => (Hashtable)_session
        .Run("param($m) & ([scriptblock]::Create([IO.File]::ReadAllText($m)))", Repository.Manifest).MustSucceed().Values[0]!;

    private static string[] Names(object? value) => [.. LanguagePrimitives.ConvertTo<string[]>(value).Order(StringComparer.Ordinal)];
}
