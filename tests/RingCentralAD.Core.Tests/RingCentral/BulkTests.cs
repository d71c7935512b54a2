using RingCentralAD.Core.Model;
using RingCentralAD.Core.RingCentral;
using Xunit;
using static RingCentralAD.Core.Tests.RingCentral.ScriptedServer;

namespace RingCentralAD.Core.Tests.RingCentral;

/// <summary>What an answer to a bulk request does not tell is unknown, never done.</summary>
public sealed class BulkTests : ScriptedTest
{
    [Fact]
    public async Task An_item_that_a_delete_does_not_tell_of_is_unknown()
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = _ => Task.FromResult(Json(
            """{"records":[{"id":"3","bulkItemSuccessful":false},{"id":"1","bulkItemSuccessful":true},{"id":"4"},{"id":"5","bulkItemSuccessful":false,"bulkItemErrors":[{"errorCode":"CMN-102","message":"x","parameterName":"id"}]}]}"""));

        IReadOnlyList<BulkItem> items = await Time.DriveAsync(account.DeleteExtensionsAsync(["1", "2", "3", "4", "5"], Stop));

        Assert.Equal(["1", "2", "3", "4", "5"], items.Select(item => item.ExtensionId));
        Assert.Equal([null, AccountFailure.Unknown, AccountFailure.Refused, AccountFailure.Unknown, AccountFailure.Refused], items.Select(item => item.Error?.Failure));
        Assert.Equal("""{"keepAssetsInInventory":true,"records":[{"id":"1"},{"id":"2"},{"id":"3"},{"id":"4"},{"id":"5"}]}""", Server.Calls[0].Body);
    }

    [Theory]
    [InlineData("""{"results":[{"successful":true,"extension":{"id":"7","devices":[{"id":"d","phoneNumber":"+16505550101"}]}}]}""")]
    [InlineData("""{"results":[]}""")]
    [InlineData("""{}""")]
    public async Task A_batch_that_tells_of_another_number_of_people_is_unknown(string body)
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = _ => Task.FromResult(Json(body));

        AccountException error = await Assert.ThrowsAsync<AccountException>(() => Time.DriveAsync(account.ProvisionBatchAsync("""{"records":[{},{}]}""", Stop)));

        Assert.Equal((AccountFailure.Unknown, "RcMalformedAnswer"), (error.Failure, error.ErrorId));
        Assert.Single(Server.Calls);
    }

    [Fact]
    public async Task A_batch_tells_numbers_refusals_and_what_it_leaves_open()
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = _ => Task.FromResult(Json(
            """
            {"results":[{"successful":true,"extension":{"id":"7","devices":[{"id":"d","phoneNumber":"+16505550101"}]}},
            {"successful":false,"errors":[{"errorCode":"BIL-102","message":"x"}]},{"successful":true},{}]}
            """));

        IReadOnlyList<BatchResult> results = await Time.DriveAsync(account.ProvisionBatchAsync("""{"records":[{},{},{},{}]}""", Stop));

        Assert.Equal(("7", "+16505550101"), (results[0].ExtensionId, Assert.Single(results[0].Numbers)));
        Assert.Equal([null, AccountFailure.NoResource, AccountFailure.Unknown, AccountFailure.Unknown], results.Select(result => result.Error?.Failure));
    }

    [Fact]
    public async Task A_task_that_fails_as_a_whole_says_why()
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = _ => Task.FromResult(Json(
            """{"uri":"https://x","id":"t1","status":"Failed","creationTime":"2026-01-01T00:00:00Z","lastModifiedTime":"2026-01-01T00:00:00Z","result":{"errors":[{"errorCode":"CMN-201","message":"x"}]}}"""));

        BulkTask task = await Time.DriveAsync(account.WaitForBulkUpdateAsync("t1", TimeSpan.FromMinutes(5), Stop));

        Assert.True(task.IsFinished);
        Assert.Empty(task.Items);
        Assert.Equal(("CMN-201", AccountFailure.Unknown), (task.Error?.Code, task.Error?.Failure));
    }

    [Fact]
    public async Task A_task_that_does_not_end_is_given_as_it_stands()
    {
        await using RingCentralAccount account = await OpenAsync();
        Server.Answer = _ => Task.FromResult(Json("""{"id":"t1","status":"InProgress","result":{"affectedItems":[{"extensionId":"1","status":"Success"},{"extensionId":"2","status":"Odd"}]}}"""));

        BulkTask task = await Time.DriveAsync(account.WaitForBulkUpdateAsync("t1", TimeSpan.FromSeconds(30), Stop));

        Assert.False(task.IsFinished);
        Assert.Equal([null, AccountFailure.Unknown], task.Items.Select(item => item.Error?.Failure));
        Assert.InRange(Server.Calls.Count, 5, 6);
    }

    [Fact]
    public async Task Too_many_at_once_are_refused_before_anything_is_sent()
    {
        await using RingCentralAccount account = await OpenAsync();
        string[] many = [.. Enumerable.Range(1, 51).Select(id => $"{id}")];

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => account.DeleteExtensionsAsync(many, Stop));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => account.DeleteExtensionsAsync([], Stop));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => account.StartBulkUpdateAsync("""{"records":[]}""", Stop));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => account.ProvisionBatchAsync("no json", Stop));
        Assert.Empty(Server.Calls);
    }
}
