using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Text that is HTML already: ours, never a value's.</summary>
internal readonly record struct Markup(string Html);

/// <summary>
/// A page with slots in the manner of Mustache: {{name}} is a value, always encoded; {{#name}}…{{/name}} is written for each item, or where a condition
/// holds; {{>name}} is another template. A name is a property of the item, or of what the item lies in.
/// </summary>
internal sealed partial class HtmlTemplate
{
    /// <summary>Writes a part of its own into a slot, as it comes.</summary>
    public delegate Task Part(TextWriter writer, CancellationToken cancellationToken);

    private static readonly HtmlEncoder s_html = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly string[] _pieces;

    private HtmlTemplate(string text) => _pieces = Tags().Split(text);

    /// <summary>A template of this assembly.</summary>
    public static HtmlTemplate Load(string name) => new(EmbeddedFile.Text(name));

    /// <summary>A template from a text.</summary>
    internal static HtmlTemplate Of(string text) => new(text);

    /// <summary>Writes the page.</summary>
    public Task WriteAsync(TextWriter writer, object model, CancellationToken cancellationToken) => WriteAsync(writer, 0, _pieces.Length, [model], cancellationToken);

    // Pieces are text and tags by turns: Split gives what a group caught between what was not matched.
    private async Task WriteAsync(TextWriter writer, int from, int to, object[] scope, CancellationToken cancellationToken)
    {
        for (int index = from; index < to; index++)
        {
            if (index % 2 == 0)
            {
                await writer.WriteAsync(_pieces[index]).ConfigureAwait(false);
                continue;
            }

            string tag = _pieces[index];
            if (tag[0] == '>')
            {
                await Load(tag[1..] + ".html").WriteAsync(writer, 0, scope, cancellationToken).ConfigureAwait(false);
            }
            else if (tag[0] == '#')
            {
                int end = EndOf(index);
                foreach (object item in Items(Find(scope, tag[1..])))
                {
                    await WriteAsync(writer, index + 1, end, item is true ? scope : [.. scope, item], cancellationToken).ConfigureAwait(false);
                }

                index = end;
            }
            else
            {
                await WriteValueAsync(writer, Find(scope, tag), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private Task WriteAsync(TextWriter writer, int from, object[] scope, CancellationToken cancellationToken) => WriteAsync(writer, from, _pieces.Length, scope, cancellationToken);

    private static Task WriteValueAsync(TextWriter writer, object? value, CancellationToken cancellationToken) => value switch
    {
        null => Task.CompletedTask,
        Markup markup => writer.WriteAsync(markup.Html),
        Part part => part(writer, cancellationToken),
        int or long => writer.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{value:N0}")),
        string text => writer.WriteAsync(s_html.Encode(text)),
        _ => throw new InvalidOperationException($"A slot takes no {value.GetType().Name}."),
    };

    private static IEnumerable<object> Items(object? value) => value switch
    {
        null or false => [],
        true => [true],
        string text => text.Length == 0 ? [] : [true],
        IEnumerable<object> items => items,
        _ => [value],
    };

    private static object? Find(object[] scope, string name)
    {
        foreach (object item in scope.Reverse())
        {
            if (name == "." && item is string)
            {
                return item;
            }

            if (item.GetType().GetProperty(name) is { } property)
            {
                return property.GetValue(item);
            }
        }

        throw new InvalidOperationException($"Nothing is called {name} there.");
    }

    private int EndOf(int index)
    {
        string name = _pieces[index][1..];
        int depth = 0;
        for (int at = index; at < _pieces.Length; at += 2)
        {
            depth += _pieces[at] == "#" + name ? 1 : _pieces[at] == "/" + name ? -1 : 0;
            if (depth == 0)
            {
                return at;
            }
        }

        throw new InvalidOperationException($"{name} has no end.");
    }

    [GeneratedRegex(@"\{\{([#/>]?[\w.]+)\}\}")]
    private static partial Regex Tags();
}
