using RingCentralAD.Core.Tests.Hub;

namespace RingCentralAD.Core.Tests.Whole;

/// <summary>A person of the hub as the model has them.</summary>
internal sealed class ExpectedPerson
{
    /// <summary>The hub's id: learned when the person is first seen there, and never another one after.</summary>
    public string? Id { get; set; }

    /// <summary>The entry in the directory that they are.</summary>
    public required ModelPerson Entry { get; set; }

    /// <summary>The entry's values when the hub last read them.</summary>
    public Dictionary<string, string> Seen { get; set; } = [];

    /// <summary>The hub's mail address, which is the login: the last good one.</summary>
    public string Mail { get; set; } = "";

    /// <summary>The hub's family name: the directory's, else RingCentral's, else the last good one.</summary>
    public string Family { get; set; } = "";

    /// <summary>The hub's primary phone: of the last numbers that were final.</summary>
    public string? Phone { get; set; }

    public bool Active { get; set; } = true;

    /// <summary>Somebody keeps the person deactivated by hand.</summary>
    public bool Held { get; set; }

    /// <summary>The hub last saw the entry disabled.</summary>
    public bool SeenDisabled { get; set; }

    /// <summary>Held, and seen to become disabled in the directory since.</summary>
    public bool DisabledSinceHeld { get; set; }

    /// <summary>Assigned directly.</summary>
    public bool Direct { get; set; }

    /// <summary>In the hub's own group, which is assigned.</summary>
    public bool Pilot { get; set; }

    /// <summary>In the directory's group that is assigned, when the hub last read it.</summary>
    public bool Member { get; set; }

    /// <summary>The account; null before there is one.</summary>
    public ExpectedLine? Line { get; set; }

    /// <summary>Somebody has suspended the write-back for this person.</summary>
    public bool Suspended { get; set; }

    public DateTimeOffset? SuspendedUntil { get; set; }

    public string? ExpectedNumber { get; set; }

    public bool Wanted => Active && (Direct || Pilot || Member);

    public override string ToString() => $"{Entry} ({Id})";
}

/// <summary>An extension as the model expects it in the account.</summary>
/// <param name="Id">Its id; 0 before it was seen.</param>
/// <param name="Status">NotActivated, Enabled, Disabled.</param>
/// <param name="Contact">What RingCentral holds of the person, in the order of <see cref="Fields"/>.</param>
internal sealed record ExpectedLine(long Id, string Status, string?[] Contact)
{
    public const int Family = 1;
    public const int Mail = 2;
    public const int Mobile = 3;

    public static IReadOnlyList<string> Fields { get; } = ["firstName", "lastName", "email", "mobilePhone", "department", "street", "city", "state", "zip", "country"];

    public bool IsEnabled => Status != "Disabled";

    public static ExpectedLine Of(Simulator.Extension extension)
    {
        Simulator.Contact contact = extension.Contact;
        return new ExpectedLine(extension.Id, extension.Status,
        [
            contact.FirstName, contact.LastName, contact.Email, contact.MobilePhone, contact.Department,
            contact.BusinessAddress?.Street, contact.BusinessAddress?.City, contact.BusinessAddress?.State, contact.BusinessAddress?.Zip, contact.BusinessAddress?.Country,
        ]);
    }

    public override string ToString() => $"{Status} {string.Join(" | ", Contact.Select(value => string.IsNullOrEmpty(value) ? "-" : value))}";
}
