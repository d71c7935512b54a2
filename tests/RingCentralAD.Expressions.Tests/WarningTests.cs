namespace RingCentralAD.Expressions.Tests;

/// <summary>What saving a mapping warns of, and what it leaves alone.</summary>
public sealed class WarningTests
{
    private const string Guide = """(appuser.directNumber != null ? appuser.directNumber : "") + "#" + appuser.extensionNumber""";
    private const string GuideWithoutParentheses = """appuser.directNumber != null ? appuser.directNumber : "" + "#" + appuser.extensionNumber""";

    [Theory]
    [InlineData("user.firstName + 'x'", "null-joined@0")]
    [InlineData("'x' + user.firstName", "null-joined@6")]
    [InlineData("'x' + user.login + user.firstName + 'y'", "null-joined@19")]
    [InlineData("user.anything + user.anything", "null-joined@0", "null-joined@16")]
    [InlineData("'x' + null", "null-joined@6")]
    [InlineData("'x' + String.toUpperCase(user.firstName)", "null-joined@6")]
    [InlineData("'x' + getManagerUser('active_directory').email", "null-joined@6")]
    [InlineData("user.firstName != '' ? 'x' + user.firstName : ''", "null-joined@29")]
    [InlineData("user.firstName == null or true ? '' : 'x'")]
    [InlineData("user.firstName < 'm' ? 'x' + user.firstName : ''", "null-joined@29")]
    [InlineData(Guide, "null-joined@67")]
    [InlineData("true ? 'a' : 'b' + 'c'", "else-takes-plus@17")]
    [InlineData(GuideWithoutParentheses, "else-takes-plus@57", "null-joined@65")]
    [InlineData("(user.age > 1 ? 'a' : 'b' + 'c')", "else-takes-plus@26")]
    [InlineData("user.isContractor ? user.login : 'x' + user.login + 'y'")]
    [InlineData("true ? user.login : user.age + 'c'", "else-takes-plus@29", "null-joined@20")]
    [InlineData("user.age == '5'", "never-true@0")]
    [InlineData("user.age != '5'", "always-true@0")]
    [InlineData("user.login == null", "never-true@0")]
    [InlineData("user.login != null", "always-true@0")]
    [InlineData("String.toLowerCase(user.login) == 'ABC'", "never-true@0")]
    [InlineData("'Abc' == String.toUpperCase(user.login)", "never-true@0")]
    [InlineData("String.startsWith(String.toLowerCase(user.login), 'A')", "never-matches@0")]
    [InlineData("String.stringSwitch(user.login, '', 'Virginia', 'VA', 'West Virginia', 'WV')", "never-matches@0")]
    [InlineData("String.stringSwitch(String.toUpperCase(user.login), '', 'ca', 'CA')", "never-matches@0")]
    [InlineData("getManagerUser('google').email", "never-matches@0")]
    [InlineData("isMemberOfGroupName('')", "never-matches@0")]
    [InlineData("Arrays.contains('a,b', 'a,b')", "never-matches@0")]
    [InlineData("Groups.contains('OKTA', 'x', 5)", "never-matches@0")]
    [InlineData("toLowerCase(user.login)", "deprecated@0")]
    public void Warns(string text, params string[] expected) => Assert.Equal(expected.Order(), Of(text));

    [Theory]
    [InlineData("user.login + 'x'")]
    [InlineData("user.age + 1")]
    [InlineData("(user.firstName != null ? user.firstName : '') + 'x'")]
    [InlineData("(user.firstName ?: '') + 'x'")]
    [InlineData("user.firstName != null ? user.firstName + 'x' : ''")]
    [InlineData("user.firstName == null ? '' : user.firstName + 'x'")]
    [InlineData("user.firstName != '' and user.firstName != null ? user.firstName + 'x' : ''")]
    [InlineData("user.firstName == null or user.firstName == '' ? '-' : 'x' + user.firstName")]
    [InlineData("!(user.firstName == null) ? 'x' + user.firstName : ''")]
    [InlineData("user.firstName == 'Ada' ? 'x' + user.firstName : ''")]
    [InlineData("String.len(user.firstName) == 0 ? '' : user.firstName + 'x'")]
    [InlineData("String.len(user.firstName) > 0 ? user.firstName + 'x' : ''")]
    [InlineData("String.stringContains(user.firstName, 'a') ? 'x' + user.firstName : ''")]
    [InlineData("String.startsWith(user.firstName, '+') ? user.firstName + 'x' : ''")]
    [InlineData("String.stringContains(user.firstName, 'a') ? 'x' + String.substringAfter(user.firstName, 'a') : ''")]
    [InlineData("user.firstName matches 'a' ? 'x' + user.firstName : ''")]
    [InlineData("user.age > 3 ? 'x' + user.age : ''")]
    [InlineData("String.len(user.firstName) + 'x'")]
    [InlineData("String.join('', user.firstName, 'x')")]
    [InlineData("(true ? 'a' : 'b') + 'c'")]
    [InlineData("user.firstName == null ? '' : ' ' + user.firstName")]
    [InlineData("user.isContractor ? '' : user.login + 'x'")]
    [InlineData("true ? 'a' : ('b' + 'c')")]
    [InlineData("true ? 'a' + 'b' : 'c' + 'd'")]
    [InlineData("String.startsWith(user.login, '+') ? user.login : '+1' + user.login")]
    [InlineData("String.stringSwitch(user.login, '', 'West Virginia', 'WV', 'Virginia', 'VA')")]
    [InlineData("String.toLowerCase(user.login) == 'abc'")]
    [InlineData("String.toUpperCase(user.login) == 'STRASSE 5'")]
    [InlineData("user.age == 5.0")]
    [InlineData("user.anything == 5")]
    public void Leaves_alone(string text) => Assert.Empty(Of(text));

    [Fact]
    public void A_warning_shows_its_place_and_what_to_write()
    {
        ExpressionWarning warning = Assert.Single(Expression.Parse("'x' + user.firstName").Bind(BinderTests.Schema).Warnings);
        Assert.Equal(
            "'x' + user.firstName\n      ^^^^^^^^^^^^^^\nuser.firstName may be null, and joined to a text null becomes the word null. Write (user.firstName != null ? user.firstName : \"\").",
            warning.ToDisplay("'x' + user.firstName"));
    }

    private static IEnumerable<string> Of(string text) =>
        Expression.Parse(text).Bind(BinderTests.Schema).Warnings.Select(warning => $"{warning.Id}@{warning.Position}").Order();
}
