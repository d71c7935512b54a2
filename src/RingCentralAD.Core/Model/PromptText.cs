namespace RingCentralAD.Core.Model;

/// <summary>Text as it is typed at PowerShell's prompt.</summary>
public static class PromptText
{
    /// <summary>A text in single quotes, which PowerShell takes as it stands.</summary>
    public static string Quoted(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
    }
}
