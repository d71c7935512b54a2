using System.Collections.Immutable;
using System.Globalization;

namespace RingCentralAD.Simulator;

/// <summary>Puts a seed into an account. Runs under the account's gate.</summary>
internal static class Seeder
{
    public static void Fill(Account account, SeedRequest seed)
    {
        account.Licences = seed.Licences ?? account.Licences;
        account.Sites = account.Sites.AddRange(Named("7000", seed.Sites, account.Sites.Select(s => s.Id), (id, s) => new Site(id, s.Name) { Code = s.Code }));
        account.CostCenters = account.CostCenters.AddRange(Named("8000", seed.CostCenters, account.CostCenters.Select(c => c.Id), (id, s) => new CostCenter(id, s.Name, s.Code)));
        account.Templates = account.Templates.AddRange(Named("6970", seed.Templates, account.Templates.Select(t => t.Id), (id, s) => new UserTemplate(id, s.Name, s.Code ?? "UserSettings")));
        foreach (string field in seed.CustomFields)
        {
            account.CustomFields = account.CustomFields.Add(new CustomField(Account.NextSmallId("22000", account.CustomFields.Select(f => f.Id)), field));
        }

        foreach (SeedExtension extension in seed.Extensions)
        {
            Add(account, extension);
        }

        int first = account.ExtensionTable.Count;
        for (int i = 0; i < seed.People; i++)
        {
            string number = (first + i).ToString(CultureInfo.InvariantCulture);
            Add(account, new SeedExtension { FirstName = "Person", LastName = number, Email = $"person{number}@example.com", WithNumber = true });
        }

        account.AddUnassigned(seed.Unassigned);
        account.AddUnassigned(seed.UnassignedWithoutNumber, withNumber: false);
        account.AddInventory(seed.Inventory);
        foreach (SeedNumber number in seed.Numbers)
        {
            account.AddNumber(new PhoneNumber { Id = account.NextNumberId(), Number = Free(account, number.PhoneNumber), UsageType = number.UsageType, Status = number.Status, Type = number.Type });
        }
    }

    private static void Add(Account account, SeedExtension seed)
    {
        bool unassigned = seed.Status == "Unassigned";
        string? number = seed.ExtensionNumber ?? (unassigned ? null : account.ExtensionTable.NextNumber([]));
        if (number is not null && account.ExtensionTable.ByNumber(number) is { } holder)
        {
            throw new ArgumentException($"Extension number {number} of the seed belongs to extension {holder.Id} already.");
        }

        Extension extension = new()
        {
            Id = seed.Id ?? account.NextExtensionId(),
            Type = seed.Type,
            Status = seed.Status,
            ExtensionNumber = number,
            Contact = new Contact
            {
                FirstName = seed.FirstName,
                LastName = seed.LastName,
                Email = seed.Email,
                MobilePhone = seed.MobilePhone,
                JobTitle = seed.JobTitle,
                Department = seed.Department,
                BusinessAddress = seed.Address,
                EmailAsLoginName = seed.Type == "User" && seed.Email is not null,
            },
            SetupWizardState = seed.Status == "Enabled" ? "Completed" : "NotStarted",
            Roles = [account.DefaultRole],
            Hidden = unassigned,
            HasPassword = seed.Status is "Enabled" or "Disabled",
            CreationTime = account.Now(),
        };
        account.ExtensionTable.Put(extension);
        AddNumbers(account, seed, extension.Id);
    }

    private static void AddNumbers(Account account, SeedExtension seed, long extension)
    {
        if (!seed.WithNumber && seed.DirectNumber is null && seed.PendingNumber is null)
        {
            return;
        }

        PhoneNumber line = account.AddLine(extension, seed.DirectNumber is { } given ? Free(account, given) : account.MakeNumber(seed.PendingNumber is null ? "650" : "628"), "HardPhone");
        if (seed.PendingNumber is { } pending)
        {
            account.AddNumber(line with { Status = "Temporary" });
            account.AddNumber(new PhoneNumber { Id = account.NextNumberId(), Number = Free(account, pending), UsageType = "DirectNumber", Status = "Pending", PaymentType = "External", ExtensionId = extension, TemporaryId = line.Id });
        }
    }

    private static string Free(Account account, string number) => account.NumberTable.ByNumber(number) is { } holder
        ? throw new ArgumentException($"Number {number} of the seed is number {holder.Id} already.")
        : number;

    private static ImmutableArray<T> Named<T>(string prefix, IList<SeedNamed> seeds, IEnumerable<string> taken, Func<string, SeedNamed, T> make)
    {
        List<string> used = [.. taken];
        ImmutableArray<T>.Builder made = ImmutableArray.CreateBuilder<T>(seeds.Count);
        foreach (SeedNamed seed in seeds)
        {
            string id = seed.Id ?? Account.NextSmallId(prefix, used);
            used.Add(id);
            made.Add(make(id, seed));
        }

        return made.ToImmutable();
    }
}
