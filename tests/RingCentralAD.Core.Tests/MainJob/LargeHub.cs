using System.Globalization;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>A hub of many people who all have RingCentral, made without an import.</summary>
internal static class LargeHub
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static string MailOf(int number) => string.Create(CultureInfo.InvariantCulture, $"p{number:000000}@example.com");

    /// <summary>The extensions as RingCentral would show them.</summary>
    public static Core.Model.Extension ExtensionOf(int number, string department) => new()
    {
        Id = (700_000_000L + number).ToString(CultureInfo.InvariantCulture),
        Number = (100_000 + number).ToString(CultureInfo.InvariantCulture),
        Name = $"Given Family{number}",
        Type = "User",
        Status = "Enabled",
        HasContact = true,
        HasAddress = false,
        Attributes = new AttributeSet([new("firstName", "Given"), new("lastName", $"Family{number}"), new("email", MailOf(number)), new("userName", MailOf(number)), new("department", department)]),
    };

    public static SeedExtension SeedOf(int number) => new()
    {
        Id = 700_000_000L + number,
        ExtensionNumber = (100_000 + number).ToString(CultureInfo.InvariantCulture),
        FirstName = "Given",
        LastName = $"Family{number}",
        Email = MailOf(number),
    };

    public static async Task<IHubStore> CreateAsync(string folder, int count, AccountDescription account, TimeProvider time, bool linked = true)
    {
        IHubStore hub = await NewHub.CreateAsync(HubLocation.Parse(Path.Combine(folder, "large.db")), "Example", time, Stop);
        await AccountRegistration.RegisterAsync(hub, new AccountSettings { Server = account.Server, ClientId = AppRegistration.DefaultClientId }, account, Stop);
        ProvisioningOptions options = new() { CreateUsers = true, UpdateUserAttributes = true, DeactivateUsers = true };
        await hub.WriteAsync(transaction => transaction.SetAsync(options, Stop), null, Stop);
        foreach (int[] batch in Enumerable.Range(0, count).Chunk(5000))
        {
            HubUser[] users = [.. batch.Select(number => UserOf(number, "Sales"))];
            AppUser[] links = !linked ? [] : [.. batch.Select(number => AccountAppUsers.From(ExtensionOf(number, "Sales"), null, time.GetUtcNow()) with { UserId = UserId(number) })];
            await hub.WriteAsync(
                async transaction =>
                {
                    await transaction.SaveAsync(users, Stop);
                    await transaction.SaveAsync(links, Stop);
                    await transaction.SaveAsync([.. batch.Select(number => new Assignment { Id = "a" + UserId(number), UserId = UserId(number), Origin = AssignmentOrigin.Import, CreatedAt = time.GetUtcNow() })], Stop);
                },
                null,
                Stop);
        }

        return hub;
    }

    public static string UserId(int number) => string.Create(CultureInfo.InvariantCulture, $"u{number:000000}");

    public static HubUser UserOf(int number, string department) => new()
    {
        Id = UserId(number),
        Status = HubUserStatus.Active,
        Profile = new AttributeSet([new("login", MailOf(number)), new("firstName", "Given"), new("lastName", $"Family{number}"), new("email", MailOf(number)), new("department", department)]),
    };
}
