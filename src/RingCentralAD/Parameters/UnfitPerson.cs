using System.Management.Automation;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>Tells of an object that names no person: what it has, and what would name one.</summary>
internal static class UnfitPerson
{
    private const int LongestText = 80;
    private const int MostProperties = 10;

    /// <summary>The names that people are known by in the remedy: each is bound as such.</summary>
    private const string Names = "HubUserId, ObjectGUID, Login, UserPrincipalName, Mail, EmailAddress, DistinguishedName or SamAccountName";

    /// <summary>The error.</summary>
    /// <param name="value">The object.</param>
    /// <param name="taken">All properties that name a person.</param>
    public static RingCentralAdException Of(PSObject value, IReadOnlyCollection<string> taken)
    {
        string text = value.ToString();
        string[] properties = [.. value.Properties.Select(static property => property.Name)];
        string[] empty = [.. properties.Where(name => taken.Contains(name, StringComparer.OrdinalIgnoreCase))];
        string why = properties.Length == 0 ? "it has no properties"
            : empty.Length > 0 ? $"its {string.Join(", ", empty)} {(empty.Length == 1 ? "is" : "are")} empty"
            : $"it has {string.Join(", ", properties.Take(MostProperties))}{(properties.Length > MostProperties ? " …" : "")}";
        return new RingCentralAdException(
            "PersonNotNamed", ErrorKind.InvalidInput, $"'{(text.Length > LongestText ? text[..LongestText] + "…" : text)}' names no person: {why}.",
            Remedy(value, properties, empty), value.BaseObject);
    }

    private static string Remedy(PSObject value, string[] properties, string[] empty)
    {
        if (value.BaseObject is PSCustomObject && properties is [string only] && Delimiter(only) is { } delimiter)
        {
            return $"Read the file with the delimiter that its columns have, so that each is one: Import-Csv -Delimiter {delimiter}.";
        }

        string column = empty.Length == 0 && Address(value) is { } address ? $": Select-Object @{{ Name = 'Mail'; Expression = {PromptText.Quoted(address)} }}" : "";
        return $"Give it one of {Names}{column}.";
    }

    /// <summary>What parts the columns of a row that was read as one, as PowerShell writes it.</summary>
    private static string? Delimiter(string column) =>
        column.Contains(';', StringComparison.Ordinal) ? "';'"
        : column.Contains('\t', StringComparison.Ordinal) ? "\"`t\""
        : column.Contains(',', StringComparison.Ordinal) ? "','"
        : null;

    /// <summary>The column of a row that holds a mail address.</summary>
    private static string? Address(PSObject row) => row.BaseObject is PSCustomObject
        ? row.Properties.FirstOrDefault(static property => property.Value is string text && text.Contains('@', StringComparison.Ordinal))?.Name
        : null;
}
