using System.Globalization;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.StoreWriter;

/// <summary>One host of several on one hub: works while it has the lease, waits while another has it.</summary>
public static class LeaseWorker
{
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(double.Parse(Environment.GetEnvironmentVariable("RCAD_TEST_LEASE") ?? "3", CultureInfo.InvariantCulture));

    /// <summary>Works until it is killed. Each step is a row: its place in the order of all steps, and the lease's number and the host that made it.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="name">The host's name.</param>
    /// <param name="sleepy">After five steps it sleeps beyond its lease, as a suspended machine does, and then goes on.</param>
    public static async Task RunAsync(IHubStore hub, string name, bool sleepy)
    {
        while (true)
        {
            Lease lease = await WhenFree.BeginAsync(
                () => hub.AcquireLeaseAsync("Import", name, s_lease), TimeProvider.System, static _ => Console.WriteLine("waiting"));
            Console.WriteLine($"took {lease.Number}");
            try
            {
                await WorkAsync(hub, lease, sleepy);
            }
            catch (RingCentralAdException error) when (error.ErrorId == "LeaseLost")
            {
                Console.WriteLine($"lost {lease.Number}");
            }
        }
    }

    private static async Task WorkAsync(IHubStore hub, Lease lease, bool sleepy)
    {
        for (int step = 1; ; step++)
        {
            await using (IHubTransaction transaction = await hub.BeginAsync(lease))
            {
                long steps = await transaction.CountAsync<Setting>();
                await transaction.SaveAsync([new Setting(steps.ToString("D8", CultureInfo.InvariantCulture), $"{lease.Number} {lease.Holder}")]);
                await transaction.CommitAsync();
            }

            if (step == 1)
            {
                Console.WriteLine($"working {lease.Number}");
            }

            if (sleepy && step == 5)
            {
                Console.WriteLine("sleeping");
                await Task.Delay(s_lease * 4);
            }
            else
            {
                await Task.Delay(20);
                lease = step % 20 == 0 ? await hub.RenewLeaseAsync(lease, s_lease) : lease;
            }
        }
    }
}
