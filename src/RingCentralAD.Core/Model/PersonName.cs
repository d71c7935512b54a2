namespace RingCentralAD.Core.Model;

/// <summary>Puts a person's name together for people to read.</summary>
public static class PersonName
{
    /// <summary>First and last name with a space between, or the fall-back where both are empty.</summary>
    public static string Of(string? first, string? last, string fallback)
    {
        string name = $"{first} {last}".Trim();
        return name.Length == 0 ? fallback : name;
    }
}
