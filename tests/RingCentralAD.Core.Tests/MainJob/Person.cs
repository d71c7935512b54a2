using System.Security.Cryptography;
using System.Text;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>A person of a made-up company, as its directory has them. Null is no value.</summary>
internal sealed record Person(string Sam)
{
    public string? First { get; init; } = "Given" + Sam;

    public string? Last { get; init; } = "Family" + Sam;

    public string? Mail { get; init; } = Sam + "@example.com";

    public string? Upn { get; init; } = Sam + "@corp.example.com";

    public string? Department { get; init; } = "Sales";

    public string? Mobile { get; init; }

    public string? State { get; init; } = "CA";

    public string? EmployeeNumber { get; init; }

    public string? Phone { get; init; }

    public string? Pager { get; init; }

    public bool Disabled { get; init; }

    /// <summary>The distinguished name of the manager.</summary>
    public string? Manager { get; init; }

    public string Unit { get; init; } = "Staff";

    public string? Cn { get; init; }

    public Guid Key { get; init; } = KeyOf(Sam);

    public string Dn => $"CN={(Cn ?? Sam).Replace(",", "\\,", StringComparison.Ordinal)},OU={Unit},{Company.Root}";

    /// <summary>A GUID that depends on the name alone.</summary>
    public static Guid KeyOf(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
}
