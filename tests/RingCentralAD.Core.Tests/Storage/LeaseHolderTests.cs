using System.Diagnostics;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Storage;

/// <summary>A lease of a process that died on this machine is taken over at once, still fenced; one of a living process is not.</summary>
public sealed class LeaseHolderTests
{
    [Fact]
    public async Task Only_the_dead_of_this_machine_are_taken_over()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        string folder = Directory.CreateTempSubdirectory("rcad-lease-").FullName;
        try
        {
            string path = Path.Combine(folder, "hub.db");
            await using IHubStore hub = await RingCentralAD.Core.Running.NewHub.CreateAsync(RingCentralAD.Core.Storage.HubLocation.Parse(path), "Example", TimeProvider.System, stop);
            Lease first = await hub.AcquireLeaseAsync("Import", "here", TimeSpan.FromMinutes(1), stop);
            Assert.Equal("here", first.Holder);
            RingCentralAdException busy = await Assert.ThrowsAsync<RingCentralAdException>(() => hub.AcquireLeaseAsync("Import", "other", TimeSpan.FromMinutes(1), stop));
            Assert.Contains("here is at work", busy.Message, StringComparison.Ordinal);

            using Process sleeper = Process.Start("sleep", "300");
            string signed = Signature(path);
            string pid = Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Set(path, signed.Replace($"/{pid}/", $"/{sleeper.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)}/", StringComparison.Ordinal));

            // The number is in use, but by a process that began at another moment: its holder is gone.
            Lease second = await hub.AcquireLeaseAsync("Import", "second", TimeSpan.FromMinutes(1), stop);
            Assert.Equal(first.Number + 1, second.Number);
            Assert.Equal("LeaseLost", (await Assert.ThrowsAsync<RingCentralAdException>(() => hub.BeginAsync(first, stop))).ErrorId);

            sleeper.Kill();
            await sleeper.WaitForExitAsync(stop);
            Set(path, signed.Replace($"/{pid}/", $"/{sleeper.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)}/", StringComparison.Ordinal));
            Assert.Equal(second.Number + 1, (await hub.AcquireLeaseAsync("Import", "third", TimeSpan.FromMinutes(1), stop)).Number);

            foreach (string alive in (string[])[signed, "somebody without a mark", "x [otherhost/pid:[1]/1/5]", "y [broken"])
            {
                Set(path, alive);
                Assert.Equal("HubBusy", (await Assert.ThrowsAsync<RingCentralAdException>(() => hub.AcquireLeaseAsync("Import", "late", TimeSpan.FromMinutes(1), stop))).ErrorId);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Signature(string path) => (string)Run(path, "select holder from lease where stage = 'Import'", null)!;

    private static void Set(string path, string holder) => Run(path, "update lease set holder = @p", holder);

    private static object? Run(string path, string sql, string? value)
    {
        using Microsoft.Data.Sqlite.SqliteConnection connection = new(new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using Microsoft.Data.Sqlite.SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        if (value is not null)
        {
            command.Parameters.AddWithValue("@p", value);
        }

        return command.ExecuteScalar();
    }
}
