using System.Management.Automation;
using System.Xml.Linq;
using RingCentralAD.Module.Tests.Host;
using Xunit;

namespace RingCentralAD.Module.Tests.Conventions;

/// <summary>
/// Every cmdlet and every type is at home in PowerShell: help with all its parts and the same on the page, an approved
/// verb and a singular noun, a view for what comes out, people by any of their names, -PassThru, completion, wildcards. One that lacks any fails.
/// </summary>
public sealed class AtHomeTests : IClassFixture<AtHomeTests.Imported>
{
    private readonly Imported _module;

    public AtHomeTests(Imported module) => _module = module;

    [Fact]
    public void Every_cmdlet_has_all_that_belongs_to_it() => Assert.Empty(_module.Cmdlets.SelectMany(Breaches));

    [Fact]
    public void The_rules_find_what_lacks_them()
    {
        // Cmdlets of the tests, which lack most: what is asked of ours is seen to be missing.
        using ModuleSession session = ModuleSession.Open(testCmdlets: true);
        CmdletInfo number = Command(session, "Get-TestNumber");
        CmdletInfo person = Command(session, "Set-TestPerson");
        PSObject none = session.Run("Get-Help Get-TestNumber -Full").MustSucceed().Output[0]!;

        Assert.Contains(HomeRules.Help(number, none), breach => breach.EndsWith("has no synopsis.", StringComparison.Ordinal));
        Assert.Contains(HomeRules.Help(number, none), breach => breach.Contains("-Count is not described", StringComparison.Ordinal));
        Assert.Contains(HomeRules.Help(number, none), breach => breach.Contains("0 examples", StringComparison.Ordinal));
        Assert.Contains(HomeRules.Help(number, none), breach => breach.EndsWith("has no relatedLinks.", StringComparison.Ordinal));
        Assert.Single(HomeRules.Page(number, none));
        Assert.Single(HomeRules.Views(person, new HashSet<string>()));
        Assert.Empty(HomeRules.PassThru(person));
        Assert.Single(HomeRules.PassThru(Command(session, "Set-TestState")));
        Assert.Equal(3, HomeRules.Typed(Command(session, "Set-TestState")).Count());
        Assert.Empty(HomeRules.Noun(Command(session, "Import-AdUsers")));
    }

    [Fact]
    public void Every_view_and_every_set_is_of_a_type_that_there_is_and_names_what_it_has()
    {
        Dictionary<string, Type> types = _module.Session.Run("(Get-Command Get-RcHub).OutputType[0].Type.Assembly.GetTypes()").MustSucceed().Values.Cast<Type>()
            .ToDictionary(type => type.FullName!);
        Dictionary<string, IEnumerable<string>> named = Repository.In("formats") is var folder
            ? Directory.GetFiles(folder).Select(XDocument.Load).SelectMany(file => file.Descendants("View"))
                .ToDictionary(view => view.Descendants("TypeName").First().Value, view => view.Descendants("PropertyName").Select(name => name.Value))
            : [];

        Assert.DoesNotContain(named.Keys, name => !types.ContainsKey(name));
        // Get-AttributeMapping adds the directory's name.
        const string Added = "RingCentralAD.Core.Model.AttributeMapping.Directory";
        Assert.Empty(named.SelectMany(view => view.Value.Where(property => types[view.Key].GetProperty(property) is null && $"{view.Key}.{property}" != Added), (view, property) => $"{view.Key} has no {property}"));
        XElement[] described = [.. XDocument.Load(Repository.In("types", "RingCentralAD.types.ps1xml")).Root!.Elements("Type")];
        Assert.Equal(described.Select(type => type.Element("Name")!.Value).Distinct(), described.Select(type => type.Element("Name")!.Value));
        Assert.Empty(described.SelectMany(
            type => type.Descendants("ReferencedProperties").Elements("Name").Where(name => types[type.Element("Name")!.Value].GetProperty(name.Value) is null),
            (type, name) => $"{type.Element("Name")!.Value} has no {name.Value}"));

        // More than five columns do not fit: what has a table has its details as a list too.
        string[] inTable = [.. cmdletTypes().Where(type => named.ContainsKey(type) && types[type].GetProperties().Length > 11)];
        Assert.DoesNotContain(inTable.Except(described.Select(type => type.Element("Name")!.Value)), type => IsTable(type));

        IEnumerable<string> cmdletTypes() => _module.Cmdlets.SelectMany(cmdlet => cmdlet.OutputType).Select(type => type.Type?.FullName ?? type.Name).Distinct();

        static bool IsTable(string type) => File.ReadAllText(Repository.In("formats", type.Split('.')[^1] + ".format.ps1xml")).Contains("<TableControl>", StringComparison.Ordinal);
    }

    private IEnumerable<string> Breaches(CmdletInfo cmdlet)
    {
        PSObject help = _module.Session.Run("param($n) Get-Help $n -Full", cmdlet.Name).MustSucceed().Output[0]!;
        return
        [
            .. CmdletConventions.Form(cmdlet.ImplementingType), .. CmdletConventions.Asking(cmdlet.ImplementingType),
            .. HomeRules.Noun(cmdlet), .. HomeRules.Help(cmdlet, help), .. HomeRules.Page(cmdlet, help), .. HomeRules.Views(cmdlet, _module.Viewed),
            .. HomeRules.Identity(cmdlet), .. HomeRules.Yields(cmdlet), .. HomeRules.Mail(cmdlet), .. HomeRules.PassThru(cmdlet), .. HomeRules.Completion(cmdlet), .. HomeRules.Wildcards(cmdlet), .. HomeRules.Typed(cmdlet),
        ];
    }

    private static CmdletInfo Command(ModuleSession session, string name) => (CmdletInfo)session.Run("param($n) Get-Command $n", name).MustSucceed().Values[0]!;

    /// <summary>The module, imported once.</summary>
    public sealed class Imported : IDisposable
    {
        public Imported()
        {
            Session = ModuleSession.Open();
            Cmdlets = [.. Session.Run("Get-Command -Module RingCentralAD -CommandType Cmdlet").MustSucceed().Values.Cast<CmdletInfo>()];
            Viewed = Directory.GetFiles(Repository.In("formats")).SelectMany(file => XDocument.Load(file).Descendants("ViewSelectedBy").Elements("TypeName")).Select(type => type.Value).ToHashSet();
        }

        internal ModuleSession Session { get; }

        internal IReadOnlyList<CmdletInfo> Cmdlets { get; }

        internal IReadOnlySet<string> Viewed { get; }

        public void Dispose() => Session.Dispose();
    }
}
