using System.Text;

namespace RingCentralAD.Expressions;

/// <summary>Writes docs/mapping-language.md: an introduction, then every function of a table with its signature, meaning and examples.</summary>
public static class LanguagePage
{
    /// <summary>The page for a table of functions.</summary>
    public static string Write(FunctionTable functions) => Introduction() + string.Join("\n", Sections(functions));

    /// <summary>The part before the functions.</summary>
    public static string Introduction()
    {
        using Stream stream = typeof(LanguagePage).Assembly.GetManifestResourceStream("introduction.md")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>The functions, one text for each heading.</summary>
    public static IEnumerable<string> Sections(FunctionTable functions)
    {
        ArgumentNullException.ThrowIfNull(functions);
        return functions.Functions.GroupBy(function => function.Group.Title).Select(Section);
    }

    private static string Section(IGrouping<string, FunctionDefinition> group)
    {
        var output = new StringBuilder();
        output.Append("### ").Append(group.Key).Append("\n\n");
        string remark = group.First().Group.Remark;
        if (remark.Length > 0)
        {
            output.Append(remark).Append("\n\n");
        }

        foreach (FunctionDefinition function in group)
        {
            Append(output, function);
        }

        return output.ToString().TrimEnd('\n') + "\n";
    }

    private static void Append(StringBuilder output, FunctionDefinition function)
    {
        output.Append("#### `").Append(function.Signature).Append("`\n\n").Append(function.Meaning);
        if (function.UseInstead is { } better)
        {
            output.Append(" Deprecated: write ").Append(better).Append('.');
        }

        output.Append("\n\n```mapping\n");
        string? context = null;
        foreach (ExampleAttribute example in function.Examples)
        {
            if (example.Context is not null && example.Context != context)
            {
                context = example.Context;
                output.Append("@ ").Append(context).Append('\n');
            }

            output.Append(example.Expression).Append(" => ").Append(example.Result).Append('\n');
        }

        output.Append("```\n\n");
    }
}
