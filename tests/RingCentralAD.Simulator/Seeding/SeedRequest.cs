namespace RingCentralAD.Simulator;

/// <summary>What an account holds at the start; also the body of <c>POST /simulator/seed</c>, which adds to what is there.</summary>
public sealed class SeedRequest
{
    /// <summary>The account that the defaults use.</summary>
    public const long DefaultAccountId = 402533461008;

    /// <summary>The account to make or to add to.</summary>
    public long AccountId { get; set; } = DefaultAccountId;

    /// <summary>The company's name, for a new account.</summary>
    public string CompanyName { get; set; } = "Example, Inc.";

    /// <summary>Unassigned extensions to add, each with a device, a line and a direct number.</summary>
    public int Unassigned { get; set; }

    /// <summary>Unassigned extensions to add that carry no number.</summary>
    public int UnassignedWithoutNumber { get; set; }

    /// <summary>People to add with made-up names (Person 1, …), each with a direct number.</summary>
    public int People { get; set; }

    /// <summary>Numbers to add to the inventory.</summary>
    public int Inventory { get; set; }

    /// <summary>User licences left; null leaves it as it is (unlimited at the start).</summary>
    public int? Licences { get; set; }

    /// <summary>Extensions with given values.</summary>
    public IList<SeedExtension> Extensions { get; set; } = [];

    /// <summary>Numbers with given values that belong to nobody: inventory, company numbers.</summary>
    public IList<SeedNumber> Numbers { get; set; } = [];

    /// <summary>Sites to add beside the main site.</summary>
    public IList<SeedNamed> Sites { get; set; } = [];

    /// <summary>Cost centres to add.</summary>
    public IList<SeedNamed> CostCenters { get; set; } = [];

    /// <summary>Names of custom fields to add; an account holds five.</summary>
    public IList<string> CustomFields { get; set; } = [];

    /// <summary>User templates to add.</summary>
    public IList<SeedNamed> Templates { get; set; } = [];

    /// <summary>Further accounts.</summary>
    public IList<SeedRequest> Accounts { get; set; } = [];
}

/// <summary>An extension to seed.</summary>
public sealed class SeedExtension
{
    /// <summary>Its id; null takes the next one.</summary>
    public long? Id { get; set; }

    /// <summary>Its type.</summary>
    public string Type { get; set; } = "User";

    /// <summary>Its status.</summary>
    public string Status { get; set; } = "Enabled";

    /// <summary>Its number; null takes the next free one, unless Unassigned.</summary>
    public string? ExtensionNumber { get; set; }

    /// <summary>First name.</summary>
    public string? FirstName { get; set; }

    /// <summary>Last name.</summary>
    public string? LastName { get; set; }

    /// <summary>Mail address.</summary>
    public string? Email { get; set; }

    /// <summary>Mobile phone, E.164.</summary>
    public string? MobilePhone { get; set; }

    /// <summary>Job title.</summary>
    public string? JobTitle { get; set; }

    /// <summary>Department.</summary>
    public string? Department { get; set; }

    /// <summary>Business address.</summary>
    public PostalAddress? Address { get; set; }

    /// <summary>A made-up direct number.</summary>
    public bool WithNumber { get; set; }

    /// <summary>A direct number, E.164.</summary>
    public string? DirectNumber { get; set; }

    /// <summary>A number whose port is under way; the direct number then is its temporary stand-in.</summary>
    public string? PendingNumber { get; set; }
}

/// <summary>A number to seed.</summary>
public sealed class SeedNumber
{
    /// <summary>The number, E.164.</summary>
    public string PhoneNumber { get; set; } = "";

    /// <summary>v2 usage type.</summary>
    public string UsageType { get; set; } = "Inventory";

    /// <summary>Status.</summary>
    public string Status { get; set; } = "Normal";

    /// <summary>Voice and fax.</summary>
    public string Type { get; set; } = "VoiceFax";
}

/// <summary>A thing with an id and a name to seed.</summary>
public sealed class SeedNamed
{
    /// <summary>Its id; null takes the next one.</summary>
    public string? Id { get; set; }

    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>A site's code, a cost centre's billing code, a template's type.</summary>
    public string? Code { get; set; }
}
