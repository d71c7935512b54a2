namespace RingCentralAD.Simulator.Tests;

public sealed class PagingTests
{
    [Fact]
    public async Task Pages_join_to_the_whole_and_say_where_they_are()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(new SeedRequest { People = 24 });
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        List<long> seen = [];
        for (int page = 1; page <= 3; page++)
        {
            Reply reply = await client.GetAsync($"{Start.Extension}?perPage=10&page={page}");
            seen.AddRange(reply.Records.Select(r => r!["id"]!.GetValue<long>()));
            Assert.Equal(($"{page}", "10", "3", "25", $"{(page - 1) * 10}", $"{Math.Min(page * 10, 25) - 1}"), (reply.Text("paging.page"), reply.Text("paging.perPage"), reply.Text("paging.totalPages"), reply.Text("paging.totalElements"), reply.Text("paging.pageStart"), reply.Text("paging.pageEnd")));
            Assert.Equal((page < 3, page > 1), (reply.At("navigation.nextPage") is not null, reply.At("navigation.previousPage") is not null));
        }

        Assert.Equal(simulator.State.Account.Extensions.Select(e => e.Id), seen);
    }

    [Fact]
    public async Task A_page_size_above_the_maximum_is_cut_and_a_page_past_the_end_is_empty()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(new SeedRequest { People = 1200 });
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        Reply cut = await client.GetAsync(Start.Extension + "?perPage=5000");
        Assert.Equal((1000, "1000"), (cut.Records.Count, cut.Text("paging.perPage")));
        Reply past = await client.GetAsync(Start.Extension + "?perPage=1000&page=3");
        Assert.Empty(past.Records);
        Assert.Null(past.At("paging.page"));
        Assert.Null((await client.GetAsync("v2/accounts/~/phone-numbers")).At("navigation"));
    }

    [Theory]
    [InlineData("page=0", "page")]
    [InlineData("page=x", "page")]
    [InlineData("page=1001", "page")]
    [InlineData("perPage=-1", "perPage")]
    [InlineData("status=Gone", "status")]
    [InlineData("type=Person", "type")]
    [InlineData("extensionNumber=123456789", "extensionNumber")]
    public async Task A_wrong_query_parameter_is_named(string query, string parameter)
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync();
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        Reply reply = await client.GetAsync($"{Start.Extension}?{query}");
        Assert.Equal((400, "CMN-101", parameter), (reply.Status, reply.Code, reply.Parameters[0]));
    }

    [Theory]
    [InlineData(true, 5)]
    [InlineData(false, 3)]
    public async Task Whether_Unassigned_ones_are_listed_by_default_is_a_setting(bool listed, int count)
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(new SeedRequest { People = 2, Unassigned = 2 }, change: o => o.Behaviour.ListUnassigned = listed);
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        Assert.Equal(count, (await client.GetAsync(Start.Extension)).Records.Count);
        Assert.Equal(2, (await client.GetAsync(Start.Extension + "?status=Unassigned")).Records.Count);
    }

    [Fact]
    public async Task Filters_find_by_mail_regardless_of_case_and_by_number()
    {
        await using RingCentralSimulator simulator = await Start.RaisedAsync(new SeedRequest { People = 5 });
        using PlainClient client = await PlainClient.SignedInAsync(simulator.BaseUri);
        Assert.Single((await client.GetAsync(Start.Extension + "?email=PERSON2@example.com")).Records);
        Assert.Equal(2, (await client.GetAsync(Start.Extension + "?email=person2@example.com&email=person3@example.com")).Records.Count);
        Assert.Equal("103", (await client.GetAsync(Start.Extension + "?extensionNumber=103")).Text("records.0.extensionNumber"));
    }
}
