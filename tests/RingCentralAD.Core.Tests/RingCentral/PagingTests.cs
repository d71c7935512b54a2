using System.Globalization;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.RingCentral;
using Xunit;
using static RingCentralAD.Core.Tests.RingCentral.ScriptedServer;

namespace RingCentralAD.Core.Tests.RingCentral;

public sealed class PagingTests : ScriptedTest
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(2500)]
    public async Task A_list_is_read_to_its_end_each_record_once(int count)
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = request => Task.FromResult(Page(Range(1, count), request.Page, 1000));

        List<string> ids = await IdsAsync(account.ReadExtensionsAsync(Stop));

        Assert.Equal(Range(1, count), ids);
        Assert.Equal(Math.Max(1, (count + 999) / 1000), Server.Calls.Count);
        Assert.Contains("status=Unassigned", Server.Calls[0].Query, StringComparison.Ordinal);
        Assert.Contains("status=NotActivated", Server.Calls[0].Query, StringComparison.Ordinal);
        Assert.Contains("perPage=1000", Server.Calls[0].Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServer_that_gives_smaller_pages_is_followed()
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = request => Task.FromResult(Page(Range(1, 250), request.Page, 100));

        Assert.Equal(250, (await IdsAsync(account.ReadExtensionsAsync(Stop))).Count);
        Assert.Equal(3, Server.Calls.Count);
    }

    [Fact]
    public async Task The_newer_form_without_navigation_or_totals_is_read_to_a_short_page()
    {
        await using RingCentralAccount account = await OpenAsync();
        List<string> all = Range(1, 205);
        Server.Answer = request => Task.FromResult(Json(
            $$"""{"records":[{{string.Join(',', all.Skip((request.Page - 1) * 100).Take(100).Select(id => $$"""{"id":"{{id}}","phoneNumber":"+1650555{{id}}","usageType":"Inventory","status":"Normal","tollType":"Toll"}"""))}}],"paging":{"page":{{request.Page}},"perPage":100} }"""));

        List<PhoneNumber> numbers = [];
        await foreach (PhoneNumber number in account.ReadStockAsync(cancellationToken: Stop))
        {
            numbers.Add(number);
        }

        Assert.Equal(205, numbers.Count);
        Assert.Equal(3, Server.Calls.Count);
        Assert.Contains("usageType=Inventory", Server.Calls[0].Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_removed_while_the_list_is_read_hides_nobody()
    {
        await using RingCentralAccount account = await OpenAsync();
        List<string> all = Range(1, 2500);
        int calls = 0;
        Server.Answer = request =>
        {
            if (++calls == 2)
            {
                all.Remove("5");
            }

            return Task.FromResult(Page(all, request.Page, 1000));
        };

        List<string> ids = await IdsAsync(account.ReadExtensionsAsync(Stop));

        Assert.Equal(2500, ids.Count);
        Assert.Empty(all.Except(ids));
        Assert.Equal(6, calls);
    }

    [Fact]
    public async Task A_record_added_while_the_list_is_read_doubles_nobody()
    {
        await using RingCentralAccount account = await OpenAsync();
        List<string> all = Range(1, 2500);
        int calls = 0;
        Server.Answer = request =>
        {
            if (++calls == 2)
            {
                all.Insert(0, "9999");
            }

            return Task.FromResult(Page(all, request.Page, 1000));
        };

        List<string> ids = await IdsAsync(account.ReadExtensionsAsync(Stop));

        Assert.Equal(2501, ids.Count);
        Assert.Equal(2501, ids.Distinct().Count());
        Assert.Empty(all.Except(ids));
    }

    [Fact]
    public async Task A_list_that_never_keeps_still_is_no_list()
    {
        await using RingCentralAccount account = await OpenAsync();
        List<string> all = Range(1, 2500);
        Server.Answer = request =>
        {
            all.RemoveAt(0);
            return Task.FromResult(Page(all, request.Page, 1000));
        };

        AccountException error = await Assert.ThrowsAsync<AccountException>(() => IdsAsync(account.ReadExtensionsAsync(Stop)));

        Assert.Equal((AccountFailure.Unknown, "RcListIncomplete"), (error.Failure, error.ErrorId));
        Assert.Equal(9, Server.Calls.Count);
    }

    [Fact]
    public async Task A_page_that_is_missing_in_the_middle_is_no_end()
    {
        await using RingCentralAccount account = await OpenAsync();
        List<string> all = Range(1, 2500);
        Server.Answer = request => Task.FromResult(request.Page == 2
            ? Json("""{"records":[],"paging":{"perPage":1000,"totalPages":3,"totalElements":2500},"navigation":{"firstPage":{"uri":"https://x"},"lastPage":{"uri":"https://x"}}}""")
            : Page(all, request.Page, 1000));

        AccountException error = await Assert.ThrowsAsync<AccountException>(() => IdsAsync(account.ReadExtensionsAsync(Stop)));

        Assert.Equal("RcListIncomplete", error.ErrorId);
    }

    [Theory]
    [InlineData("""{"records":[{"name":"nobody"}],"paging":{"page":1,"perPage":1000,"totalPages":1,"totalElements":1}}""")]
    [InlineData("""{"paging":{"page":1,"perPage":1000,"totalPages":1,"totalElements":1}}""")]
    [InlineData("""{"records":["x"],"paging":{"page":1,"perPage":1000}}""")]
    [InlineData("""{"records":[{"id":1}],"paging":{"page":7,"perPage":1000,"totalPages":7,"totalElements":6001}}""")]
    public async Task A_page_that_makes_no_sense_is_an_error_and_no_short_list(string body)
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = _ => Task.FromResult(Json(body));

        AccountException error = await Assert.ThrowsAsync<AccountException>(() => IdsAsync(account.ReadExtensionsAsync(Stop)));

        Assert.Equal("RcMalformedAnswer", error.ErrorId);
    }

    [Fact]
    public async Task A_list_that_always_names_a_next_page_ends()
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = _ => Task.FromResult(Json("""{"records":[{"id":1,"type":"User","status":"Enabled"}],"navigation":{"nextPage":{"uri":"https://x"}}}"""));

        AccountException error = await Assert.ThrowsAsync<AccountException>(() => IdsAsync(account.ReadExtensionsAsync(Stop)));

        Assert.Equal("RcListIncomplete", error.ErrorId);
        Assert.Equal(6, Server.Calls.Count);
    }

    [Fact]
    public async Task The_first_records_arrive_before_the_last_page_is_asked_for()
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = request => Task.FromResult(Page(Range(1, 3000), request.Page, 1000));

        await foreach (Extension extension in account.ReadExtensionsAsync(Stop))
        {
            Assert.Equal("1", extension.Id);
            break;
        }

        Assert.Single(Server.Calls);
    }

    [Fact]
    public async Task A_hundred_thousand_people_are_streamed_page_by_page()
    {
        await using RingCentralAccount account = await OpenAsync();
        List<string> all = Range(1, 100_000);
        Server.Answer = request => Task.FromResult(Page(all, request.Page, 1000));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        int count = 0;

        await Time.DriveAsync(ReadAsync());

        TestContext.Current.TestOutputHelper?.WriteLine($"{count} people in {Server.Calls.Count} pages, at most {(most - before) / 1_048_576} MB more than before");
        Assert.Equal(100_000, count);
        Assert.Equal(100, Server.Calls.Count);

        async Task<bool> ReadAsync()
        {
            await foreach (Extension extension in account.ReadExtensionsAsync(Stop))
            {
                Assert.Equal(all[count++], extension.Id);
                Assert.Equal((count + 999) / 1000, Server.Calls.Count);
                most = count % 10_000 == 0 ? Math.Max(most, GC.GetTotalMemory(forceFullCollection: true)) : most;
            }

            return true;
        }
    }

    [Fact]
    public async Task People_are_found_by_mail_whatever_their_status()
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = _ => Task.FromResult(Json(
            """{"records":[{"id":1,"type":"User","status":"Disabled","contact":{"email":"Ann+x@Example.com"}},{"id":2,"type":"User","status":"NewStatus","contact":{"email":"joann+x@example.com"}}],"paging":{"page":1,"perPage":1000,"totalPages":1,"totalElements":2}}"""));

        IReadOnlyList<Extension> found = await Time.DriveAsync(account.FindExtensionsByMailAsync("ann+x@example.com", Stop));

        Assert.Equal("1", Assert.Single(found).Id);
        Assert.Contains("email=ann%2Bx%40example.com", Server.Calls[0].Query, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("status=", Server.Calls[0].Query, StringComparison.Ordinal);
    }

    private static List<string> Range(int first, int count) => [.. Enumerable.Range(first, count).Select(number => number.ToString(CultureInfo.InvariantCulture))];

    private static HttpResponseMessage Page(List<string> all, int page, int size)
    {
        int pages = (all.Count + size - 1) / size;
        string records = string.Join(',', all.Skip((page - 1) * size).Take(size).Select(id => $$"""{"id":{{id}},"type":"User","status":"Enabled"}"""));
        string next = page < pages ? ",\"nextPage\":{\"uri\":\"https://x\"}" : "";
        return Json($$"""{"uri":"https://x","records":[{{records}}],"paging":{"page":{{page}},"perPage":{{size}},"totalPages":{{pages}},"totalElements":{{all.Count}}},"navigation":{"firstPage":{"uri":"https://x"}{{next}},"lastPage":{"uri":"https://x"} } }""");
    }

    private Task<List<string>> IdsAsync(IAsyncEnumerable<Extension> list)
    {
        return Time.DriveAsync(ReadAsync());

        async Task<List<string>> ReadAsync()
        {
            List<string> ids = [];
            await foreach (Extension extension in list)
            {
                ids.Add(extension.Id);
            }

            return ids;
        }
    }
}
