using System.Management.Automation;
using System.Text.Json;
using RingCentralAD.Module.Tests.Host;
using Xunit;

namespace RingCentralAD.Module.Tests.Mapping;

/// <summary>Test-MappingExpression: values, errors with their place and cure, pipelines; no hub anywhere.</summary>
public sealed class ExpressionTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();

    [Fact]
    public void Every_vector_of_the_reference_gives_its_value_or_its_kind_of_error()
    {
        string? file = Shared("expressions/vectors.json");
        Assert.SkipWhen(file is null && Environment.GetEnvironmentVariable("CI") != "true", "expressions/vectors.json is not beside the repository.");
        using JsonDocument vectors = JsonDocument.Parse(File.ReadAllText(file!));
        JsonElement[] all = [.. vectors.RootElement.EnumerateArray()];
        PSObject[] piped = [.. all.Select(vector => Row(vector.GetProperty("expr").GetString()!, vector.GetProperty("context").GetRawText()))];

        ScriptResult result = _session.Run("param($rows) $rows | Test-MappingExpression", [piped]).MustSucceed();

        Assert.Equal(279, all.Length);
        Assert.Equal(all.Length, result.Output.Count);
        string[] wrong = [.. all.Zip(result.Output).Where(pair => !Fits(pair.First.GetProperty("expect"), pair.Second!))
            .Select(pair => $"{pair.First.GetProperty("id")}: {Text(pair.Second!, "Display") ?? $"{pair.Second!.Properties["Value"].Value}"}")];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("user.firstname", "unknown-attribute", 5, "user.firstName")]
    [InlineData("usr.firstName", "unknown-attribute", 0, "user")]
    [InlineData("String.stringContain(user.firstName, 'a')", "unknown-function", 0, "String.stringContains")]
    [InlineData("user.firstName.toLowerCase()", "unknown-function", 15, "String.toLowerCase")]
    [InlineData("user.firstName + “x”", "syntax", 17, "user.firstName + \"x\"")]
    [InlineData("(user.firstName", "syntax", 15, "(user.firstName)")]
    [InlineData("String.len()", "arity", 0, "String.len(String input)")]
    [InlineData("1 / 0", "type", 2, null)]
    [InlineData("Phone.toE164('1', 'UK')", "type", 0, "GB")]
    public void An_error_says_where_and_what_would_cure_it(string expression, string kind, int position, string? cure)
    {
        PSObject result = Assert.Single(_session.Run("param($e) Test-MappingExpression $e -ContextJson '{\"user\":{\"firstName\":\"Ada\"}}'", expression).MustSucceed().Output)!;

        Assert.Equal(kind, Text(result, "ErrorKind"));
        Assert.Equal(position, result.Properties["Position"].Value);
        Assert.Null(result.Properties["Value"].Value);
        string[] lines = Text(result, "Display")!.Split('\n');
        Assert.Equal(expression, lines[0]);
        Assert.Equal(new string(' ', position) + "^", lines[1].TrimEnd('^') + "^");
        Assert.Contains(Text(result, "Message")!, lines[2], StringComparison.Ordinal);
        if (cure is not null)
        {
            Assert.Contains(cure, Text(result, "Remedy"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-ContextJson '{}'")]
    [InlineData("-ContextJson '{\"groups\":[]}'")]
    public void Without_any_profile_it_says_how_values_are_given(string context)
    {
        PSObject result = Assert.Single(_session.Run($"Test-MappingExpression 'appuser.email' {context}").MustSucceed().Output)!;

        Assert.Equal("There is no 'appuser'.", Text(result, "Message"));
        string remedy = Text(result, "Remedy")!;
        Assert.DoesNotContain("The roots are", remedy, StringComparison.Ordinal);
        Assert.Contains(remedy, Text(result, "Display"), StringComparison.Ordinal);

        // What it says, typed as it stands, gives the value.
        string given = remedy[remedy.IndexOf("-ContextJson", StringComparison.Ordinal)..].TrimEnd('.');
        Assert.Equal("ann@contoso.com", Assert.Single(_session.Run($"(Test-MappingExpression 'appuser.email' {given}).Value").MustSucceed().Values));
    }

    [Fact]
    public void Texts_may_be_piped_and_warnings_come_along()
    {
        ScriptResult result = _session.Run("""
            'user.firstName + "!"', '"Hello " + user.nickName' | Test-MappingExpression -ContextJson '{"user":{"firstName":"Ada","nickName":null}}'
            """).MustSucceed();

        Assert.Equal(["Ada!", "Hello null"], result.Output.Select(output => Text(output!, "Value")));
        Assert.Contains("may be null", string.Join('\n', (IEnumerable<string>)result.Output[1]!.Properties["Warnings"].Value), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("{\"user\":1}")]
    [InlineData("{\"now\":\"yesterday\"}")]
    public void A_bad_context_is_one_error_and_the_rest_goes_on(string json)
    {
        ScriptResult result = _session.Run("param($json) @([pscustomobject]@{ Expression = '1'; ContextJson = $json }, [pscustomobject]@{ Expression = '2'; ContextJson = '{}' }) | Test-MappingExpression", json);

        Assert.StartsWith("MappingContextInvalid,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(2, Assert.Single(result.Output)!.Properties["Value"].Value);
    }

    [Fact]
    public void A_person_sees_the_caret_under_the_place()
    {
        string shown = _session.Show("Test-MappingExpression 'user.firstname' -ContextJson '{\"user\":{\"firstName\":\"Ada\"}}'").ReplaceLineEndings("\n");

        string[] lines = shown.Split('\n');
        int at = Array.FindIndex(lines, line => line.TrimEnd().EndsWith("user.firstname", StringComparison.Ordinal));
        Assert.True(at >= 0, shown);
        Assert.Equal(lines[at].IndexOf("firstname", StringComparison.Ordinal), lines[at + 1].IndexOf('^', StringComparison.Ordinal));
        Assert.Contains("Did you mean user.firstName?", shown, StringComparison.Ordinal);
    }

    public void Dispose() => _session.Dispose();

    private static PSObject Row(string expression, string context)
    {
        PSObject row = new();
        row.Properties.Add(new PSNoteProperty("Expression", expression));
        row.Properties.Add(new PSNoteProperty("ContextJson", context));
        return row;
    }

    private static string? Text(PSObject result, string name) => result.Properties[name].Value as string;

    private static bool Fits(JsonElement expected, PSObject result) => expected.ValueKind == JsonValueKind.Object
        ? Text(result, "ErrorKind") == expected.GetProperty("error").GetString()
        : Text(result, "ErrorKind") is null && Same(expected, result.Properties["Value"].Value);

    private static bool Same(JsonElement expected, object? value) => (expected.ValueKind, value) switch
    {
        (JsonValueKind.Null, null) => true,
        (JsonValueKind.True, true) or (JsonValueKind.False, false) => true,
        (JsonValueKind.String, string text) => expected.GetString() == text,
        (JsonValueKind.Number, int or long or double) => expected.GetDouble() == Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture),
        (JsonValueKind.Array, IReadOnlyList<object?> list) => expected.GetArrayLength() == list.Count && expected.EnumerateArray().Zip(list).All(pair => Same(pair.First, pair.Second)),
        _ => false,
    };

    /// <summary>A file of the shared folder beside the repository that this work tree belongs to; null where it is not there.</summary>
    private static string? Shared(string path)
    {
        for (DirectoryInfo? folder = new(Repository.Root); folder is not null; folder = folder.Parent)
        {
            string file = Path.Combine(folder.FullName, "shared", path);
            if (File.Exists(file))
            {
                return file;
            }
        }

        return null;
    }
}
