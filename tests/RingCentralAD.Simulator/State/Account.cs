using System.Collections.Immutable;
using System.Globalization;

namespace RingCentralAD.Simulator;

/// <summary>
/// One company's account. Every change happens under <see cref="Gate"/>, whole requests at a time, so that what a
/// reader sees is always a state between two requests.
/// </summary>
public sealed partial class Account
{
    private readonly ExtensionTable _extensions = new();
    private readonly NumberTable _numbers = new();
    private readonly DeviceTable _devices = new();
    private readonly TimeProvider _clock;
    private long _extensionIds;
    private long _numberIds;
    private long _deviceIds;

    internal Account(long id, string companyName, TimeProvider clock)
    {
        Id = id;
        CompanyName = companyName;
        _clock = clock;
        _extensions.Put(new Extension
        {
            Id = id,
            Status = "Enabled",
            ExtensionNumber = "101",
            Contact = new Contact { FirstName = "System", LastName = "Administrator", Company = companyName, Email = $"admin@{id}.example.com", EmailAsLoginName = true },
            SetupWizardState = "Completed",
            Roles = [Role.SuperAdmin],
            HasPassword = true,
            CreationTime = clock.GetUtcNow(),
        });
        MainNumber = $"+1800{id / 1000 % 10_000_000:0000000}";
        AddNumber(new PhoneNumber { Id = NextNumberId(), Number = MainNumber, UsageType = "MainCompanyNumber", PaymentType = "TollFree", Primary = true });
    }

    /// <summary>The lock that every request of this account takes. Take it to look at several things at one moment.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The account id; also the id of the system extension.</summary>
    public long Id { get; }

    /// <summary>The company's name.</summary>
    public string CompanyName { get; set; }

    /// <summary>The company's main number, E.164.</summary>
    public string MainNumber { get; }

    /// <summary>Confirmed or Disabled; a disabled account refuses sign-in and every request.</summary>
    public string Status { get; set; } = "Confirmed";

    /// <summary>The company's address.</summary>
    public PostalAddress Address { get; set; } = new() { Country = "United States", State = "CA", City = "Belmont", Street = "20 Davis Drive", Zip = "94002" };

    /// <summary>Regional settings that extensions have unless they say otherwise.</summary>
    public RegionalSettings Regional { get; set; } = new() { Country = "1", Timezone = Timezone.Pacific, Language = Language.English, Greeting = Language.English, Formatting = Language.English, TimeFormat = "12h" };

    /// <summary>User licences left; null is unlimited.</summary>
    public int? Licences { get; set; }

    /// <summary>Numbers that the account got from RingCentral's pool since its start: what would have been bought.</summary>
    public int NumbersBought { get; internal set; }

    /// <summary>The role of new extensions.</summary>
    public string DefaultRole { get; set; } = Role.StandardInternational;

    /// <summary>Sites, the main site first.</summary>
    public ImmutableArray<Site> Sites { get; set; } = [new Site(Site.Main, "Main Site")];

    /// <summary>Cost centres.</summary>
    public ImmutableArray<CostCenter> CostCenters { get; set; } = [];

    /// <summary>Emergency locations.</summary>
    public ImmutableArray<EmergencyLocation> EmergencyLocations { get; set; } = [new EmergencyLocation("3521", "Headquarters")];

    /// <summary>Custom fields of users, five at most.</summary>
    public ImmutableArray<CustomField> CustomFields { get; set; } = [];

    /// <summary>Roles: RingCentral's own and the account's.</summary>
    public ImmutableArray<Role> Roles { get; set; } = Role.Standard;

    /// <summary>User templates.</summary>
    public ImmutableArray<UserTemplate> Templates { get; set; } = [];

    /// <summary>Mails that would have been sent, in order.</summary>
    public ImmutableList<SentMail> Mails { get; internal set; } = [];

    /// <summary>Extensions made since the start, filled ones not counted.</summary>
    public int Created { get; internal set; }

    /// <summary>All extensions as they are now, by id.</summary>
    public IReadOnlyList<Extension> Extensions => Locked(() => _extensions.Ordered.ToArray());

    /// <summary>All numbers as they are now, by id.</summary>
    public IReadOnlyList<PhoneNumber> Numbers => Locked(() => _numbers.Ordered.ToArray());

    /// <summary>All devices as they are now, by id.</summary>
    public IReadOnlyList<Device> Devices => Locked(() => _devices.Ordered.ToArray());

    internal ExtensionTable ExtensionTable => _extensions;

    internal NumberTable NumberTable => _numbers;

    internal DeviceTable DeviceTable => _devices;

    /// <summary>The extension with this id.</summary>
    public Extension? Find(long id) => Locked(() => _extensions.Find(id));

    /// <summary>The extension with this short number.</summary>
    public Extension? FindByNumber(string extensionNumber) => Locked(() => _extensions.ByNumber(extensionNumber));

    /// <summary>The extensions with this mail address, regardless of case.</summary>
    public IReadOnlyList<Extension> FindByEmail(string email) => Locked(() => _extensions.ByEmail(email).ToArray());

    /// <summary>The numbers of an extension, by id.</summary>
    public IReadOnlyList<PhoneNumber> NumbersOf(long extensionId) => Locked(() => _numbers.Of(extensionId).ToArray());

    /// <summary>The devices of an extension, by id.</summary>
    public IReadOnlyList<Device> DevicesOf(long extensionId) => Locked(() => _devices.Of(extensionId).ToArray());

    /// <summary>Changes an extension as somebody in the portal would: no checks, no mail, no log.</summary>
    public Extension Update(long id, Func<Extension, Extension> change) => Locked(() =>
    {
        Extension old = _extensions.Find(id) ?? throw new ArgumentException($"Account {Id} has no extension {id}.", nameof(id));
        Extension changed = change(old) with { Id = id };
        _extensions.Put(changed);
        return changed;
    });

    internal T Locked<T>(Func<T> read)
    {
        lock (Gate)
        {
            return read();
        }
    }

    internal DateTimeOffset Now() => _clock.GetUtcNow();

    internal long NextExtensionId() => Id + (++_extensionIds * 1000);

    internal long NextNumberId() => 1_162_000_004 + (Id % 1_000_000 / 1000) + (++_numberIds * 1000);

    internal long NextDeviceId() => 155_000_004 + (Id % 1_000_000 / 1000) + (++_deviceIds * 1000);

    internal static string NextSmallId(string prefix, IEnumerable<string> taken)
    {
        HashSet<string> used = [.. taken];
        int number = 1;
        while (used.Contains(prefix + number.ToString(CultureInfo.InvariantCulture)))
        {
            number++;
        }

        return prefix + number.ToString(CultureInfo.InvariantCulture);
    }
}
