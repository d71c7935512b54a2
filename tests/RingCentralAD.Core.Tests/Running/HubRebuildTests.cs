using System.Globalization;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using RingCentralAD.Core.Tests.MainJob;
using RingCentralAD.Core.Tests.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Running;

/// <summary>
/// A provisioned hub is damaged, rebuilt, and imported again: everybody has the extension that they had, and nothing is to be created or deactivated.
/// </summary>
public sealed class HubRebuildTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, int> Damages => new()
    {
        { "header", 0 }, { "people", 0 }, { "links", 0 }, { "here and there", 1 }, { "here and there", 2 }, { "schema", 0 }, { "cut", 0 },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Whatever_is_damaged_everybody_is_linked_again(string where, int seed)
    {
        Company company = Company.Of(150);
        await using Cycle cycle = await Cycle.ProvisionedAsync(company);
        await cycle.ImportAccountAsync(numbersOnly: true);
        const string linked = "SELECT ad.key || ' ' || rc.key FROM app_user AS ad JOIN app_user AS rc ON rc.user_id = ad.user_id WHERE rc.system_id = 'RingCentral' AND ad.system_id <> 'RingCentral' ORDER BY 1";
        string[] links = await HubText.SqliteAsync(cycle.HubPath, linked, Stop);
        Assert.True(links.Length > 100);
        string account = cycle.Simulator.State.Dump();
        HubCopyInfo info = null!;
        byte[] damaged = [];
        await cycle.ReopenAsync(async () =>
        {
            await DamageAsync(cycle.HubPath, where, seed);
            damaged = await File.ReadAllBytesAsync(cycle.HubPath, Stop);
            info = await HubRebuild.RunAsync(HubLocation.Parse(cycle.HubPath), "Example", cycle.Time, Stop);
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{where}: {info}; {string.Join(", ", info.Lost.Select(static line => line.Split(" could")[0]))}");
        Assert.NotEmpty(info.Lost);
        Assert.Equal(damaged, await File.ReadAllBytesAsync(info.KeptAside!, Stop));

        await cycle.ImportAsync(accept: true);
        await cycle.ImportAccountAsync();
        Assert.Equal(links, await HubText.SqliteAsync(cycle.HubPath, linked, Stop));
        Assert.DoesNotContain(await cycle.ProvisionAsync(trial: true), record => record.Action is OperationKind.Create or OperationKind.Fill or OperationKind.Deactivate);
        Assert.Equal(account, cycle.Simulator.State.Dump());
    }

    private static async Task DamageAsync(string path, string where, int seed)
    {
        int pages = (int)(new FileInfo(path).Length / 4096);
        switch (where)
        {
            case "header":
                Damage.Pages(path, 0, 2);
                break;
            case "cut":
                Damage.CutOff(path, 0.4);
                break;
            case "people" or "links":
                string table = where == "people" ? "hub_user" : "app_user";
                foreach (string page in (await HubText.SqliteAsync(path, $"SELECT pageno FROM dbstat WHERE name = '{table}' AND pagetype = 'leaf' ORDER BY pageno", Stop)).Where(static (_, i) => i % 3 == 1))
                {
                    Damage.Pages(path, int.Parse(page, CultureInfo.InvariantCulture) - 1, 1);
                }

                break;
            default:
                Random random = new(seed);
                int[] schema = [.. (await HubText.SqliteAsync(path, "SELECT pageno FROM dbstat WHERE name = 'sqlite_schema'", Stop)).Select(static page => int.Parse(page, CultureInfo.InvariantCulture) - 1)];
                int[] others = [.. Enumerable.Range(1, pages - 1).Except(schema)];
                foreach (int page in where == "schema" ? schema[1..] : random.GetItems(others, pages / 8))
                {
                    Damage.Pages(path, page, 1);
                }

                break;
        }
    }
}
