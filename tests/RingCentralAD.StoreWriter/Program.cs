using System.Globalization;
using RingCentralAD.Core.Logging;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Storage;
using RingCentralAD.StoreWriter;

// Writes ten rows a transaction and prints the transaction's number once it is committed: what is printed must be found.
// "hold" stops with a transaction open; "try" makes one change and prints how that went; "work" and "sleep" are a host of several on one hub;
// "copy" carries the hub to another place; "log" tells a log as fast as it can.
(string mode, HubLocation location) = (args[0], HubLocation.Parse(Environment.GetEnvironmentVariable("RCAD_TEST_HUB")!));
if (mode == "log")
{
    using FileLog log = FileLog.Open(new LogOptions { Path = Environment.GetEnvironmentVariable("RCAD_TEST_TARGET"), MaxSize = 1, Keep = 1_000 }, TimeProvider.System);
    for (int i = 0; i < 5_000; i++)
    {
        log.Tell(SyncLogLevel.Information, "Told", ("Tag", args[1]), ("Number", i), ("Text", new string('x', i % 400)));
    }

    return 0;
}

try
{
    await using IHubStore store = await HubStore.OpenAsync(location, TimeProvider.System);
    if (mode is "work" or "sleep")
    {
        await LeaseWorker.RunAsync(store, args[1], sleepy: mode == "sleep");
    }

    if (mode == "copy")
    {
        Console.WriteLine("copying");
        Console.WriteLine($"copied {await HubCopying.CopyAsync(store, HubLocation.Parse(Environment.GetEnvironmentVariable("RCAD_TEST_TARGET")!), TimeProvider.System)}");
        return 0;
    }

    foreach (string warning in store.Warnings)
    {
        Console.WriteLine($"warning {warning}");
    }

    for (int number = 0; mode == "write" || number == 0; number++)
    {
        await using IHubTransaction transaction = await store.BeginAsync();
        string transactionName = number.ToString("D6", CultureInfo.InvariantCulture);
        await transaction.SaveAsync([.. Enumerable.Range(0, 5).Select(i => new Setting($"{transactionName}-{i}", args[1]))]);
        if (mode == "hold")
        {
            Console.WriteLine("holding");
            await Task.Delay(Timeout.Infinite);
        }

        if (Random.Shared.Next(4) == 0)
        {
            await Task.Delay(Random.Shared.Next(10));
        }

        await transaction.SaveAsync([.. Enumerable.Range(5, 5).Select(i => new Setting($"{transactionName}-{i}", args[1]))]);
        await transaction.CommitAsync();
        Console.WriteLine(transactionName);
    }

    return 0;
}
catch (RingCentralAdException exception)
{
    Console.WriteLine(exception.ErrorId);
    return 1;
}
