using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace RingCentralAD.Shell.Hosting;

/// <summary>Asks, and reads the answers from the terminal or from redirected input. Never takes silence for consent.</summary>
internal sealed class Answers(Keyboard keyboard, bool nonInteractive)
{
    private const string NobodyAsked = "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.";
    private const string NobodyThere = "The input has ended, so nobody can answer. Give the switch that answers the question, or the missing parameter.";

    public string Line() => Read(echo: true);

    public SecureString Secret() => Secure(Read(echo: false));

    public int Choice(PSHostUserInterface screen, string? caption, string? message, Collection<ChoiceDescription> choices, int preset)
    {
        Refuse();
        Introduce(screen, caption, message);
        (string Key, string Label)[] options = [.. choices.Select(choice => Split(choice.Label))];
        while (true)
        {
            screen.Write(string.Join("  ", options.Select(option => $"[{option.Key}] {option.Label}")) + "  [?] Help");
            screen.Write(preset >= 0 && preset < options.Length ? $" (default is \"{options[preset].Key}\"): " : ": ");
            string answer = Line().Trim();
            if (answer.Length == 0 && preset >= 0)
            {
                return preset;
            }

            int chosen = Array.FindIndex(options, option => Same(option.Key, answer) || Same(option.Label, answer));
            if (chosen >= 0)
            {
                return chosen;
            }

            for (int i = 0; answer == "?" && i < options.Length; i++)
            {
                screen.WriteLine($"{options[i].Key} - {choices[i].HelpMessage}");
            }
        }
    }

    public Dictionary<string, PSObject> Fields(PSHostUserInterface screen, string? caption, string? message, Collection<FieldDescription> fields)
    {
        Refuse();
        Introduce(screen, caption, message);
        return fields.ToDictionary(field => field.Name, field => PSObject.AsPSObject(Field(screen, field)));
    }

    public PSCredential Credential(PSHostUserInterface screen, string? caption, string? message, string? userName)
    {
        Refuse();
        Introduce(screen, caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            screen.Write("User: ");
            userName = Line();
        }

        screen.Write($"Password for user {userName}: ");
        return new PSCredential(userName, Secret());
    }

    private static void Introduce(PSHostUserInterface screen, string? caption, string? message)
    {
        foreach (string? text in new[] { caption, message })
        {
            if (!string.IsNullOrEmpty(text))
            {
                screen.WriteLine(text);
            }
        }
    }

    private object Field(PSHostUserInterface screen, FieldDescription field)
    {
        Type type = LanguagePrimitives.TryConvertTo(field.ParameterAssemblyFullName, out Type known)
            ? known
            : Type.GetType(field.ParameterAssemblyFullName) ?? Type.GetType(field.ParameterTypeFullName) ?? typeof(string);
        if (type == typeof(PSCredential))
        {
            return Credential(screen, null, field.Name, null);
        }

        if (type.IsArray)
        {
            return LanguagePrimitives.ConvertTo(Items(screen, field.Name), type, CultureInfo.InvariantCulture);
        }

        screen.Write($"{field.Name}: ");
        return type == typeof(SecureString) ? Secret() : LanguagePrimitives.ConvertTo(Line(), type, CultureInfo.InvariantCulture);
    }

    private List<string> Items(PSHostUserInterface screen, string name)
    {
        List<string> items = [];
        while (true)
        {
            screen.Write($"{name}[{items.Count}]: ");
            string item = Line();
            if (item.Length == 0)
            {
                return items;
            }

            items.Add(item);
        }
    }

    private string Read(bool echo)
    {
        Refuse();
        try
        {
            return keyboard.Line(echo) ?? throw new PSInvalidOperationException(NobodyThere);
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    private void Refuse()
    {
        if (nonInteractive)
        {
            throw new PSInvalidOperationException(NobodyAsked);
        }
    }

    /// <summary>"Yes to &amp;All" is answered by A.</summary>
    private static (string Key, string Label) Split(string label)
    {
        int mark = label.IndexOf('&', StringComparison.Ordinal);
        string plain = label.Replace("&", "", StringComparison.Ordinal);
        return mark >= 0 && mark < plain.Length ? (char.ToUpperInvariant(plain[mark]).ToString(), plain) : (plain, plain);
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static SecureString Secure(string text)
    {
        SecureString secret = new();
        foreach (char letter in text)
        {
            secret.AppendChar(letter);
        }

        secret.MakeReadOnly();
        return secret;
    }
}
