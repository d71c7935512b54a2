using System.Management.Automation;
using System.Text.RegularExpressions;
using RingCentralAD.Module.Tests.Host;

namespace RingCentralAD.Module.Tests.Conventions;

/// <summary>What an administrator may count on with every cmdlet. Each rule returns what breaks it.</summary>
internal static partial class HomeRules
{
    /// <summary>The names by which a person's object gives itself away: ours, Active Directory's, a CSV file's.</summary>
    private static readonly string[] s_identityAliases = ["HubUserId", "ObjectGUID", "UserPrincipalName", "Login", "Mail", "DistinguishedName", "SamAccountName"];

    /// <summary>The names by which objects call a mail address.</summary>
    private static readonly string[] s_mailAliases = ["Email", "Mail", "EmailAddress", "UserPrincipalName"];

    /// <summary>Who changes something and emits nothing of it unless asked.</summary>
    private static readonly string[] s_writers = ["Add", "Approve", "Deny", "Disable", "Enable", "Export", "Resume", "Set", "Suspend"];

    /// <summary>Named so by the product's owner.</summary>
    private static readonly string[] s_pluralByName = ["Import-AdUsers"];

    /// <summary>What completes a parameter of this name, wherever there is one.</summary>
    private static readonly Dictionary<string, string> s_completers = new(StringComparer.Ordinal)
    {
        ["Group"] = "GroupCompleter", ["Directory"] = "DirectoryCompleter", ["Run"] = "RunCompleter", ["RunId"] = "RunCompleter",
        ["Target"] = "MappingTargetCompleter", ["Expression"] = "ExpressionCompleter", ["Rule"] = "ExpressionCompleter", ["Clear"] = "HubAttributeCompleter",
        ["Operation"] = "HeldOperationCompleter",
    };

    public static IEnumerable<string> Noun(CmdletInfo cmdlet)
    {
        if (cmdlet.Noun.EndsWith('s') && !s_pluralByName.Contains(cmdlet.Name))
        {
            yield return $"{cmdlet.Name}: the noun is a plural.";
        }
    }

    public static IEnumerable<string> Help(CmdletInfo cmdlet, PSObject help)
    {
        if (Text(help, "Synopsis").Contains(cmdlet.Name + " [", StringComparison.Ordinal) || Text(help, "Synopsis").Length == 0)
        {
            yield return $"{cmdlet.Name} has no synopsis.";
        }

        if (Text(help, "description").Trim().Length == 0)
        {
            yield return $"{cmdlet.Name} has no description.";
        }

        PSObject[] parameters = Items(help, "parameters", "parameter");
        foreach (string name in Own(cmdlet))
        {
            if (Array.Find(parameters, one => Text(one, "name") == name) is not { } parameter || Text(parameter, "description").Trim().Length == 0)
            {
                yield return $"{cmdlet.Name} -{name} is not described.";
            }
        }

        PSObject[] examples = Items(help, "examples", "example");
        if (examples.Length < 2 || examples.Any(example => Text(example, "code").Length == 0 || Text(example, "remarks").Trim().Length == 0))
        {
            yield return $"{cmdlet.Name} has {examples.Length} examples, or one without code or without a word about it.";
        }

        foreach ((string part, string item) in ((string, string)[])[("inputTypes", "inputType"), ("returnValues", "returnValue"), ("relatedLinks", "navigationLink")])
        {
            if (Items(help, part, item).Length == 0)
            {
                yield return $"{cmdlet.Name} has no {part}.";
            }
        }
    }

    /// <summary>The page on the web says what Get-Help says.</summary>
    public static IEnumerable<string> Page(CmdletInfo cmdlet, PSObject help)
    {
        string path = Repository.In("docs", cmdlet.Name + ".md");
        if (!File.Exists(path))
        {
            yield return $"docs/{cmdlet.Name}.md is missing.";
            yield break;
        }

        string page = Squeeze(Escape().Replace(File.ReadAllText(path), "$1"));
        IEnumerable<string> said =
        [
            Text(help, "Synopsis"), .. Paragraphs(help, "description"), .. Items(help, "parameters", "parameter").SelectMany(parameter => Paragraphs(parameter, "description")),
            .. Items(help, "examples", "example").Select(example => Text(example, "code")), .. Items(help, "relatedLinks", "navigationLink").Select(link => Text(link, "linkText")),
        ];
        foreach (string text in said.Select(Squeeze).Where(text => !page.Contains(text, StringComparison.Ordinal)))
        {
            yield return $"docs/{cmdlet.Name}.md lacks what Get-Help says: {text}";
        }
    }

    /// <summary>Every type that comes out has a view of its own.</summary>
    public static IEnumerable<string> Views(CmdletInfo cmdlet, IReadOnlySet<string> viewed) =>
        from output in cmdlet.OutputType
        let type = output.Type?.FullName ?? output.Name
        where type is not ("System.Void" or "System.Boolean" or "System.String" or "System.IO.FileInfo") && !viewed.Contains(type)
        select $"{cmdlet.Name} gives {type}, which has no view in formats/.";

    /// <summary>Who takes people through the pipe takes them by any of their names, and by nobody's alone.</summary>
    public static IEnumerable<string> Identity(CmdletInfo cmdlet)
    {
        foreach (ParameterMetadata parameter in cmdlet.Parameters.Values.Where(parameter => parameter.ParameterType.FullName!.StartsWith("RingCentralAD.UserIdentity", StringComparison.Ordinal)))
        {
            bool piped = parameter.ParameterSets.Values.Any(set => set.ValueFromPipeline);
            if (piped && !parameter.ParameterSets.Values.Any(set => set.ValueFromPipelineByPropertyName))
            {
                yield return $"{cmdlet.Name} -{parameter.Name} does not bind by property name.";
            }

            // An assignment of a person has the person's id too, and is taken away as the assignment; a directory does not know the hub's ids.
            string[] missing = [.. s_identityAliases.Except(parameter.Aliases).Where(alias => alias != "HubUserId" || cmdlet.Name is not ("Remove-RcAssignment" or "Import-AdUsers"))];
            if (piped && missing.Length > 0)
            {
                yield return $"{cmdlet.Name} -{parameter.Name} lacks the aliases {string.Join(", ", missing)}.";
            }

            if (Completer(parameter) != "UserCompleter")
            {
                yield return $"{cmdlet.Name} -{parameter.Name} does not complete people.";
            }
        }
    }

    /// <summary>
    /// What names no person is told as such, unless another parameter of the cmdlet takes it by a property and the person need not be named
    /// too. An object that is of another parameter's type binds to that one first.
    /// </summary>
    public static IEnumerable<string> Yields(CmdletInfo cmdlet)
    {
        ParameterMetadata[] piped = [.. cmdlet.Parameters.Values.Where(static parameter => parameter.ParameterSets.Values.Any(static set => set.ValueFromPipeline || set.ValueFromPipelineByPropertyName))];
        foreach (ParameterMetadata person in piped.Where(static parameter => parameter.ParameterType.FullName == "RingCentralAD.UserIdentity[]"))
        {
            object? yields = person.Attributes.FirstOrDefault(static attribute => attribute.GetType().Name == "YieldsToAttribute");
            string[] names = yields is null ? [] : [.. (IEnumerable<string>)yields.GetType().GetProperty("Names")!.GetValue(yields)!];
            foreach (ParameterMetadata other in piped.Where(parameter => parameter.Name != person.Name))
            {
                bool alone = other.ParameterSets.Any(set => set.Value.ValueFromPipelineByPropertyName && In(person, set.Key) is not { IsMandatory: true });
                string[] missing = alone ? [.. other.Aliases.Append(other.Name).Except(names)] : [];
                if (missing.Length > 0)
                {
                    yield return $"{cmdlet.Name} -{person.Name} does not yield to -{other.Name}: [YieldsTo({string.Join(", ", missing)})].";
                }
            }
        }
    }

    /// <summary>What a parameter is in a set; null where it is not in it.</summary>
    private static ParameterSetMetadata? In(ParameterMetadata parameter, string set) => parameter.ParameterSets.GetValueOrDefault(set)
        ?? parameter.ParameterSets.GetValueOrDefault(ParameterAttribute.AllParameterSets)
        ?? (set == ParameterAttribute.AllParameterSets ? parameter.ParameterSets.Values.First() : null);

    /// <summary>Who asks RingCentral for people takes their mail address, however Active Directory, the hub or a CSV file calls it.</summary>
    public static IEnumerable<string> Mail(CmdletInfo cmdlet) =>
        from parameter in cmdlet.Parameters.Values
        where parameter.Name == "Identity" && parameter.ParameterType == typeof(string[]) && parameter.ParameterSets.Values.Any(set => set.ValueFromPipelineByPropertyName)
        let missing = s_mailAliases.Except(parameter.Aliases).ToArray()
        where missing.Length > 0
        select $"{cmdlet.Name} -{parameter.Name} lacks the aliases {string.Join(", ", missing)}.";

    public static IEnumerable<string> PassThru(CmdletInfo cmdlet)
    {
        if (s_writers.Contains(cmdlet.Verb) && !cmdlet.Parameters.ContainsKey("PassThru"))
        {
            yield return $"{cmdlet.Name} changes something and has no -PassThru.";
        }
    }

    public static IEnumerable<string> Completion(CmdletInfo cmdlet) =>
        from parameter in cmdlet.Parameters.Values
        where s_completers.TryGetValue(parameter.Name, out _) && parameter.ParameterType.Name is "String" or "String[]" or "GroupReference" or "GroupReference[]" or "OperationReference[]"
        let wanted = s_completers.GetValueOrDefault(parameter.Name)
        where wanted is not null && Completer(parameter)?.EndsWith(wanted, StringComparison.Ordinal) != true
        select $"{cmdlet.Name} -{parameter.Name} is not completed by {wanted}.";

    /// <summary>What is typed on a command line is completed where the choice is small, and refused in our words.</summary>
    public static IEnumerable<string> Typed(CmdletInfo cmdlet) =>
        from parameter in cmdlet.Parameters.Values.ExceptBy(Cmdlet.CommonParameters, static parameter => parameter.Name)
        let type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType
        let breach =
            type == typeof(bool) && (Completer(parameter) != "TrueOrFalseCompleter" || !Transforms(parameter, "TrueOrFalseAttribute")) ? "is $true or $false and has not [TrueOrFalse] and its completer"
            : type == typeof(TimeSpan) && !Transforms(parameter, "DurationAttribute") ? "is a duration and has not [Duration]"
            : type == typeof(string) && parameter.Name != "From" && parameter.Name.EndsWith("From", StringComparison.Ordinal) && Completer(parameter)?.EndsWith("SecretPlaceCompleter", StringComparison.Ordinal) != true ? "is a secret's place and does not complete it"
            : null
        where breach is not null
        select $"{cmdlet.Name} -{parameter.Name} {breach}.";

    /// <summary>What is asked for by a name takes wildcards.</summary>
    public static IEnumerable<string> Wildcards(CmdletInfo cmdlet) =>
        from parameter in cmdlet.Parameters.Values
        where cmdlet.Verb == "Get" && parameter.Name is not ("Run" or "System" or "OutFile")
        where parameter.ParameterType == typeof(string) || parameter.ParameterType == typeof(string[]) || parameter.ParameterType.Name == "UserIdentity[]"
        where parameter.ParameterSets.Values.Any(set => set.Position == 0) && !parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any()
        where cmdlet.Name != "Get-RcSyncChange"
        select $"{cmdlet.Name} -{parameter.Name} takes no wildcards.";

    private static bool Transforms(ParameterMetadata parameter, string attribute) => parameter.Attributes.Any(one => one is ArgumentTransformationAttribute && one.GetType().Name == attribute);

    private static string? Completer(ParameterMetadata parameter) => parameter.Attributes.OfType<ArgumentCompleterAttribute>().FirstOrDefault()?.Type?.Name;

    private static IEnumerable<string> Own(CmdletInfo cmdlet) => cmdlet.Parameters.Keys.Except(Cmdlet.CommonParameters);

    private static PSObject[] Items(PSObject of, string part, string item) =>
        Property(Property(of, part), item) is { } found ? [.. LanguagePrimitives.GetEnumerable(found)?.Cast<object>().Select(PSObject.AsPSObject) ?? [PSObject.AsPSObject(found)]] : [];

    private static string Text(PSObject of, string name) => string.Join('\n', Paragraphs(of, name));

    private static IEnumerable<string> Paragraphs(PSObject of, string name) => Property(of, name) switch
    {
        null => [],
        { } one when LanguagePrimitives.GetEnumerable(one) is { } several => several.Cast<object>().Select(Paragraph),
        { } one => [Paragraph(one)],
    };

    private static string Paragraph(object value) => Property(PSObject.AsPSObject(value), "Text") as string ?? value.ToString() ?? "";

    private static object? Property(object? of, string name) => of is null ? null : PSObject.AsPSObject(of).Properties[name]?.Value is { } value ? (value as PSObject)?.BaseObject is string text ? text : value : null;

    private static string Squeeze(string text) => White().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();

    [GeneratedRegex(@"\\([\\`*_<>\[\]])")]
    private static partial Regex Escape();
}
