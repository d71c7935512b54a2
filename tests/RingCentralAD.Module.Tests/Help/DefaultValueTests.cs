using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using RingCentralAD.Module.Tests.Conventions;
using RingCentralAD.Module.Tests.Host;
using Xunit;

namespace RingCentralAD.Module.Tests.Help;

/// <summary>
/// A default value that the help names is what the cmdlet does where nothing is given. What the language puts into a parameter of a value type is
/// none: the cmdlet asks whether it was given.
/// </summary>
public sealed partial class DefaultValueTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rcad-defaults-");

    [Fact]
    public async Task The_help_names_defaults_that_are_some()
    {
        // The pages as the comments have them now, whatever was committed.
        ToolOutcome outcome = await ToolProcess.RunAsync(Repository.HelpWriter, "", Repository.Manifest, _folder.FullName);
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Dictionary<string, string> defaults = [];
        foreach (string page in Directory.EnumerateFiles(Path.Combine(_folder.FullName, "docs"), "*-*.md"))
        {
            foreach (Match parameter in Parameter().Matches(await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken)))
            {
                defaults[$"{Path.GetFileNameWithoutExtension(page)} {parameter.Groups["name"].Value} {parameter.Groups["type"].Value}"] = parameter.Groups["default"].Value;
            }
        }

        Assert.True(defaults.Count > 300);

        // A setter leaves what is not given as it is.
        Assert.Empty(defaults.Where(static pair => pair.Key.StartsWith("Set-", StringComparison.Ordinal) && !pair.Key.EndsWith(" SwitchParameter", StringComparison.Ordinal) && pair.Value is not ("None" or "@{}")).Select(static pair => $"{pair.Key}: {pair.Value}"));
        Assert.Equal("String", defaults["Add-HubAttribute Type HubAttributeType"]);
        Assert.Equal("Ldaps", defaults["Connect-AdDirectory Tls DirectoryTls"]);
        Assert.Equal("30", defaults["Export-RcSyncReport Days Int32"]);
        Assert.Equal("None", defaults["Set-RcLog Level SyncLogLevel"]);
        Assert.Equal("None", defaults["Set-ImportRule AutoActivate Boolean"]);
        Assert.Equal("False", defaults["Set-ImportRule PassThru SwitchParameter"]);
    }

    [Fact]
    public void A_parameter_whose_zero_means_something_says_so_and_every_other_one_is_asked_for()
    {
        _ = _session.Run("Get-RcHub -ErrorAction Ignore");
        Assembly module = AppDomain.CurrentDomain.GetAssemblies().Single(assembly => assembly.GetName().Name == "RingCentralAD");
        string[] sources = Directory.GetFiles(Repository.In("src", "RingCentralAD"), "*.cs", SearchOption.AllDirectories);

        Assert.Empty(
            from cmdlet in CmdletConventions.Cmdlets(module)
            let blank = Activator.CreateInstance(cmdlet)
            from property in cmdlet.GetProperties()
            where property.PropertyType.IsValueType && property.PropertyType != typeof(SwitchParameter) && Nullable.GetUnderlyingType(property.PropertyType) is null
            let parameters = property.GetCustomAttributes<ParameterAttribute>().ToArray()
            where parameters.Length > 0 && !parameters.All(parameter => parameter.Mandatory) && !property.IsDefined(typeof(PSDefaultValueAttribute))
            where Activator.CreateInstance(property.PropertyType)!.Equals(property.GetValue(blank))
            let files = sources.Where(file => Path.GetFileName(file) is var name && (name == cmdlet.Name + ".cs" || name.StartsWith(cmdlet.Name + ".", StringComparison.Ordinal)))
            where !files.Any(file => File.ReadAllText(file).Contains($"IsGiven(nameof({property.Name}))", StringComparison.Ordinal))
            select $"{cmdlet.Name}.{property.Name} is zero where nobody gave it: ask by IsGiven, or say by [PSDefaultValue] that zero is meant.");
    }

    public void Dispose()
    {
        _session.Dispose();
        _folder.Delete(recursive: true);
    }

    [GeneratedRegex("""^### -(?<name>\w+)\n(?:(?!^### ).*\n)*?Type: (?<type>[^\n]+)\n(?:(?!^### ).*\n)*?Default value: (?<default>[^\n]+)$""", RegexOptions.Multiline)]
    private static partial Regex Parameter();
}
