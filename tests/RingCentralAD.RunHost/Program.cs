using System.Globalization;
using System.Security;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Provisioning;
using RingCentralAD.Core.RingCentral;
using RingCentralAD.Core.Storage;
using RingCentralAD.RunHost;

if (args[0] == "import")
{
    return await ImportHost.RunAsync(args[1], double.Parse(args[2], CultureInfo.InvariantCulture));
}

// "sync": one of several hosts of the hub that the environment names, which syncs whenever it is told to.
if (args[0] == "sync")
{
    using SecureString clientSecret = Secret("RCAD_TEST_SECRET");
    using SecureString credential = Secret("RCAD_TEST_JWT");
    await SyncHosting.RunAsync(
        Environment.GetEnvironmentVariable("RCAD_TEST_HUB")!, new AccountSettings { Server = new Uri(args[1]), ClientId = args[2] }, new AccountSecrets(clientSecret, credential));
    return 0;
}

// hub file, server, client id, seconds by which its clock is ahead; secret and JWT in the environment. Prints each person as it is done.
// "shared" instead of a file: one of several hosts of the hub that the environment names, which waits its turn.
bool shared = args[0] == "shared";
TimeProvider clock = shared ? TimeProvider.System : new LateClock(TimeSpan.FromSeconds(double.Parse(args[3], CultureInfo.InvariantCulture)));
await using IHubStore hub = await HubStore.OpenAsync(HubLocation.Parse(shared ? Environment.GetEnvironmentVariable("RCAD_TEST_HUB")! : args[0]), clock);
using SecureString secret = Secret("RCAD_TEST_SECRET");
using SecureString jwt = Secret("RCAD_TEST_JWT");
await using IAccount account = await RingCentralAccount.OpenAsync(
    new AccountSettings { Server = new Uri(args[1]), ClientId = args[2] }, new AccountSecrets(secret, jwt), TimeProvider.System);
Console.WriteLine("ready");
Func<Task<ProvisioningRun>> begin = () => ProvisioningRun.BeginAsync(hub, account, trial: false, null, clock);
await using ProvisioningRun run = shared ? await WhenFree.BeginAsync(begin, clock, static _ => Console.WriteLine("waiting")) : await begin();
Plan plan = await run.PlanAsync(null, acceptGuard: false);
Console.WriteLine("planned");
await foreach (ProvisioningRecord record in run.ExecuteAsync(plan, null))
{
    Console.WriteLine(record);
}

await run.EndAsync(plan.Stopped);
return 0;

static SecureString Secret(string name)
{
    SecureString secret = new();
    foreach (char c in Environment.GetEnvironmentVariable(name)!)
    {
        secret.AppendChar(c);
    }

    return secret;
}
