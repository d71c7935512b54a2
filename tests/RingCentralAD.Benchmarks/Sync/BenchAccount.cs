using RingCentralAD.Simulator;
using RingCentralAD.TestServers;

namespace RingCentralAD.Benchmarks.Sync;

/// <summary>The account of a company that has used RingCentral for long: most people are there as the directory has them, the last ones are new.</summary>
internal static class BenchAccount
{
    /// <summary>How many people of the directory have no account yet.</summary>
    public const int Newcomers = 500;

    /// <summary>What the mappings make of every address, whatever the sample people's own is: the account is an American one.</summary>
    public const string Country = "US", State = "CA";

    public static SimulatorOptions Of(int people)
    {
        SimulatorOptions options = new()
        {
            RateLimits = RateLimitOptions.Raised(),
            Seed = new SeedRequest
            {
                Unassigned = Newcomers,
                Extensions = [.. new LargeDomain(people).Persons.Take(people - Newcomers).Where(static person => !person.IsDisabled).Select(Of)],
            },
            LogCapacity = 4 * people,
        };
        options.Tokens.Sessions = 50;
        return options;
    }

    private static SeedExtension Of(SamplePerson person) => new()
    {
        FirstName = person.FirstName,
        LastName = person.LastName,
        Email = person.Mail,
        MobilePhone = person.Mobile.Replace(" ", "", StringComparison.Ordinal),
        Department = person.Department,
        Address = new PostalAddress { Country = "United States", State = State, City = person.City.Name, Street = person.City.Street, Zip = person.City.PostalCode },
        WithNumber = true,
    };
}
