using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.RingCentral;
using Xunit;
using static RingCentralAD.Core.Tests.RingCentral.ScriptedServer;

namespace RingCentralAD.Core.Tests.RingCentral;

public sealed class ErrorTests : ScriptedTest
{
    [Theory]
    [InlineData(400, "CMN-101", "contact.businessAddress.state", AccountFailure.Refused, "RcInvalidParameter", ErrorKind.Data)]
    [InlineData(403, "CMN-101", "contact.email", AccountFailure.Refused, "RcInvalidParameter", ErrorKind.Data)]
    [InlineData(400, "CMN-101", "extensionNumber", AccountFailure.Refused, "RcExtensionNumberTaken", ErrorKind.Conflict)]
    [InlineData(400, "CMN-406", "extensionNumber", AccountFailure.Refused, "RcExtensionNumberTaken", ErrorKind.Conflict)]
    [InlineData(400, "CMN-406", "contact.email", AccountFailure.Refused, "RcDuplicateMail", ErrorKind.Conflict)]
    [InlineData(404, "CMN-102", "extensionId", AccountFailure.NotFound, "RcNotFound", ErrorKind.NotFound)]
    [InlineData(404, "CMN-102", null, AccountFailure.NotFound, "RcNotFound", ErrorKind.NotFound)]
    [InlineData(404, "CMN-102", "site.id", AccountFailure.Refused, "RcNotFound", ErrorKind.Data)]
    [InlineData(400, "CMN-102", "extensionId", AccountFailure.Refused, "RcNotFound", ErrorKind.Data)]
    [InlineData(400, "CMN-103", null, AccountFailure.Refused, "RcUnparsable", ErrorKind.Data)]
    [InlineData(403, "BIL-102", null, AccountFailure.NoResource, "RcNoLicence", ErrorKind.Limit)]
    [InlineData(403, "CMN-401", null, AccountFailure.Denied, "RcDenied", ErrorKind.Denied)]
    [InlineData(403, "CMN-408", null, AccountFailure.Denied, "RcDenied", ErrorKind.Denied)]
    [InlineData(403, "XYZ-1", null, AccountFailure.Denied, "RcDenied", ErrorKind.Denied)]
    [InlineData(409, "CMN-204", null, AccountFailure.NotSent, "RcExtensionInUse", ErrorKind.Unavailable)]
    [InlineData(400, "EXT-356", null, AccountFailure.Refused, "RcInvalidParameter", ErrorKind.Data)]
    [InlineData(400, "XYZ-1", null, AccountFailure.Refused, "RcRefused", ErrorKind.Data)]
    [InlineData(404, "AGW-404", null, AccountFailure.Refused, "RcBadRequest", ErrorKind.Bug)]
    [InlineData(501, "CMN-202", null, AccountFailure.Refused, "RcBadRequest", ErrorKind.Bug)]
    public async Task The_code_and_the_parameter_decide(int status, string code, string? parameter, AccountFailure failure, string id, ErrorKind kind)
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = _ => Task.FromResult(Error(status, code, parameter));

        AccountException error = await Assert.ThrowsAsync<AccountException>(() => Time.DriveAsync(account.UpdateExtensionAsync("11", "{}", Stop)));

        Assert.Equal((failure, id, kind, status, code, parameter, "request-" + status), (error.Failure, error.ErrorId, error.Kind, error.Status, error.Code, error.Parameter, error.RequestId));
        Assert.Single(Server.Calls);
    }

    [Fact]
    public async Task Only_a_missing_extension_is_null_when_looked_for()
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = _ => Task.FromResult(Error(404, "CMN-102", "extensionId"));
        Assert.Null(await Time.DriveAsync(account.FindExtensionAsync("11", Stop)));

        foreach (Func<HttpResponseMessage> other in (Func<HttpResponseMessage>[])[() => Error(404, "CMN-120"), () => Json("<html>", 404), () => Error(404, "AGW-404"), () => Error(403, "CMN-408")])
        {
            Server.Answer = _ => Task.FromResult(other());
            await Assert.ThrowsAsync<AccountException>(() => Time.DriveAsync(account.FindExtensionAsync("11", Stop)));
        }
    }

    [Fact]
    public async Task A_SCIM_error_is_read_too()
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = _ => Task.FromResult(Json(
            """{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409","scimType":"uniqueness","detail":"Duplicate email"}""", 409));

        AccountException error = await Assert.ThrowsAsync<AccountException>(() => Time.DriveAsync(account.CreateExtensionAsync("{}", Stop)));

        Assert.Equal(("RcDuplicateMail", AccountFailure.Refused), (error.ErrorId, error.Failure));
    }

    [Fact]
    public async Task An_unknown_error_is_shown_whole()
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = _ => Task.FromResult(Json("""{"errors":[{"errorCode":"NEW-7","message":"The moon is full","parameterName":"moon","more":1}]}""", 400));

        AccountException error = await Assert.ThrowsAsync<AccountException>(() => Time.DriveAsync(account.CreateExtensionAsync("{}", Stop)));

        Assert.Contains("NEW-7", error.Message, StringComparison.Ordinal);
        Assert.Contains("moon", error.Message, StringComparison.Ordinal);
        Assert.Contains("The moon is full", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_published_code_has_a_meaning_and_a_remedy()
    {
        string? file = Shared("ringcentral/error-codes.json");
        if (file is null)
        {
            Assert.SkipWhen(Environment.GetEnvironmentVariable("CI") != "true", "RingCentral's list of error codes is not beside the repository.");
        }

        JArray published = (JArray)JObject.Parse(File.ReadAllText(file!))["errors"]!;
        Assert.True(published.Count >= 83);
        Assert.All(published, entry =>
        {
            ErrorMeaning? meaning = ErrorMeanings.Find((string)entry["errorCode"]!);
            Assert.NotNull(meaning);
            Assert.NotEmpty(meaning.Meaning);
            Assert.NotEmpty(meaning.Remedy);
            Assert.DoesNotContain(entry["variants"]!, variant => (string)variant["message"]! == meaning.Meaning);
        });
    }

    [Theory]
    [InlineData(400, "CMN-101", "contact.businessAddress.state", 1, "contact.businessAddress.state is invalid. Please correct the parameter in Active Directory.", "Values coming from Active Directory are not right. Please correct the values. Make sure all the values are right.")]
    [InlineData(400, "CMN-102", "site.id", 2, "Resource for parameter [site.id] is not found.", "Value is missing in Active Directory. Please correct it.")]
    [InlineData(400, "CMN-103", null, 3, "JSON can not be parsed. Please check your data AD and correct it.", "JSON can not be parsed. Please check your data AD and correct it.")]
    [InlineData(503, "CMN-201", null, 4, "Service Temporarily Unavailable. Please check back later.", "Please check back again in sometime. Issues on RingCentral's side.")]
    [InlineData(409, "CMN-204", null, 5, "Extension already in use. Please go to RingCentral's web portal and see what extensions are available.", "Extension already in use. Please check in service web if extension is available or not.")]
    [InlineData(400, "CMN-101", "extensionNumber", 6, "Extension number is duplicate. Please correct in Active Directory if you have an extension field. Otherwise edit it in the RingCentral Service web portal.", "To bulk edit extensions in the RingCentral web portal, please go to User Management > edit extensions and follow the instructions to edit.")]
    public async Task The_guides_six_rows_are_shown_in_its_words(int status, string code, string? parameter, int row, string title, string explanation)
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = _ => Task.FromResult(Error(status, code, parameter));
        AccountException error = await Assert.ThrowsAsync<AccountException>(() => Time.DriveAsync(account.UpdateExtensionAsync("11", "{}", Stop)));

        ErrorExplanation shown = RingCentralErrors.Explain(error, trace: "user.state, st = 'N/A' on CN=Ann Lee,DC=example,DC=com");

        Assert.Equal((row, title), (shown.GuideRow, shown.Title));
        Assert.StartsWith(explanation, shown.Explanation, StringComparison.Ordinal);
        Assert.NotEmpty(shown.Remedy);
        if (row is 1 or 2 or 3 or 6)
        {
            Assert.Contains("st = 'N/A' on CN=Ann Lee", shown.Explanation, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_taken_number_is_to_be_corrected_where_it_comes_from()
    {
        AccountException error = new("RcExtensionNumberTaken", ErrorKind.Conflict, AccountFailure.Refused, "x");

        Assert.Equal("Extension number is duplicate. Please correct in Active Directory.", RingCentralErrors.Explain(error, numberFromDirectory: true).Title);
        Assert.Equal("Extension number is duplicate. Please edit it in the RingCentral Service web portal.", RingCentralErrors.Explain(error, numberFromDirectory: false).Title);
    }

    private static string? Shared(string path)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (folder.EnumerateFiles("*.sln").Any())
            {
                // A worktree may lie a level deeper than the repository.
                return new[] { folder.Parent, folder.Parent?.Parent }
                    .Select(beside => beside is null ? null : Path.Combine(beside.FullName, "shared", path))
                    .FirstOrDefault(File.Exists);
            }
        }

        return null;
    }
}
