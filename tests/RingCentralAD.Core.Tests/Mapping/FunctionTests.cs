using System.Globalization;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Expressions;
using Xunit;

namespace RingCentralAD.Core.Tests.Mapping;

/// <summary>The functions that Core adds to the language: tables of cases, examples, data.</summary>
public sealed class FunctionTests
{
    private static readonly FunctionDefinition[] s_own =
        [.. MappingFunctions.Table.Functions.Where(function => FunctionTable.Standard.Find(function.Name) is null)];

    public static MatrixTheoryData<string, string> Tables => new(
        typeof(FunctionTests).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".cases", StringComparison.Ordinal)).Order(),
        ["en-US", "tr-TR"]);

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_line_gives_what_it_says(string table, string culture)
    {
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        IReadOnlyList<string> wrong = FunctionCases.Wrong(FunctionCases.Read(table), out int count);

        Assert.True(count > 0);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Every_function_has_a_meaning_and_an_example_and_a_table()
    {
        string tables = string.Concat(Tables.SelectMany(row => FunctionCases.Read(row.Data.Item1)));
        Assert.NotEmpty(s_own);
        Assert.All(s_own, function =>
        {
            Assert.EndsWith(".", function.Meaning, StringComparison.Ordinal);
            Assert.NotEmpty(function.Examples);
            Assert.Contains(function.Name + "(", tables, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_state_is_found_by_its_code_and_by_its_name()
    {
        (string Country, StateName State)[] all = [.. StateNames.All()];
        Assert.Equal(555, all.Length);
        Assert.All(all, pair =>
        {
            Assert.Equal(pair.State.Code, StateFunctions.ToCode(pair.State.Name, pair.Country));
            Assert.Equal(pair.State.Name, StateFunctions.ToName(pair.State.Code, pair.Country));
            Assert.Equal(pair.State.Name, StateFunctions.ToName($"{pair.Country}-{pair.State.Code}", pair.Country));
        });
    }

    [Theory]
    [InlineData("5.1", "String.append String.join String.len String.removeSpaces String.replace String.replaceFirst String.startsWith String.stringContains String.stringSwitch String.substring String.substringAfter String.substringBefore String.toUpperCase String.toLowerCase toUpperCase toLowerCase substringBefore substringAfter substring")]
    [InlineData("5.2", "Arrays.add Arrays.remove Arrays.clear Arrays.get Arrays.flatten Arrays.contains Arrays.size Arrays.isEmpty Arrays.toCsvString")]
    [InlineData("5.3", "Convert.toInt Convert.toNum Iso3166Convert.toAlpha2 Iso3166Convert.toAlpha3 Iso3166Convert.toNumeric Iso3166Convert.toName")]
    [InlineData("5.4", "isMemberOfGroupName isMemberOfGroup isMemberOfAnyGroup isMemberOfGroupNameStartsWith isMemberOfGroupNameContains isMemberOfGroupNameRegex getFilteredGroups user.getGroups Groups.contains Groups.startsWith Groups.endsWith")]
    [InlineData("5.5", "Time.now Time.fromWindowsToIso8601 Time.fromUnixToIso8601 Time.fromStringToIso8601 Time.fromIso8601ToWindows Time.fromIso8601ToUnix Time.fromIso8601ToString")]
    [InlineData("5.6", "getManagerUser getManagerAppUser getAssistantUser getAssistantAppUser user.getLinkedObject user.getInternalProperty hasDirectoryUser findDirectoryUser hasWorkdayUser findWorkdayUser")]
    [InlineData("ours", "Phone.toE164 Phone.national Phone.extension State.toCode State.toName String.endsWith String.trim")]
    public void Every_function_of_the_reference_is_there(string section, string names) =>
        Assert.All(names.Split(' '), name => Assert.True(MappingFunctions.Table.Find(name) is not null, $"{section}: {name}"));
}
