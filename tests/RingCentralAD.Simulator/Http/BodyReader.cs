using System.Globalization;
using System.Text.Json;

namespace RingCentralAD.Simulator;

/// <summary>
/// Reads a JSON object against the specification's types, collecting every value that does not fit as CMN-101 with
/// its path. A null counts as not given.
/// </summary>
internal sealed class BodyReader(JsonElement element, string path, List<Problem> problems)
{
    public List<Problem> Problems { get; } = problems;

    public string Path(string name) => path.Length == 0 ? name : $"{path}.{name}";

    public bool Has(string name) => Get(name) is not null;

    /// <summary>Refuses a parameter's value, once.</summary>
    public void Refuse(string name, string? value = null)
    {
        string parameter = Path(name);
        if (!Problems.Any(p => p.Parameter == parameter))
        {
            Problems.Add(Problem.Invalid(parameter, value));
        }
    }

    /// <summary>The text, null where not given; empty text is returned as such.</summary>
    public string? Text(string name, int maxLength = int.MaxValue)
    {
        if (Get(name) is not { } found)
        {
            return null;
        }

        if (found.ValueKind != JsonValueKind.String || found.GetString()!.Length > maxLength)
        {
            Refuse(name, Shown(found));
            return null;
        }

        return found.GetString();
    }

    public string? Choice(string name, IReadOnlyCollection<string> allowed)
    {
        string? value = Text(name);
        if (value is not null && !allowed.Contains(value))
        {
            Refuse(name, value);
            return null;
        }

        return value;
    }

    public bool? Flag(string name)
    {
        if (Get(name) is not { } found)
        {
            return null;
        }

        if (found.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Refuse(name, Shown(found));
            return null;
        }

        return found.GetBoolean();
    }

    /// <summary>An id: text, or a whole number as v1.0 clients send it.</summary>
    public string? Id(string name)
    {
        if (Get(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out long value))
        {
            return value.ToString(CultureInfo.InvariantCulture);
        }

        return Text(name);
    }

    public BodyReader? Object(string name)
    {
        if (Get(name) is not { } found)
        {
            return null;
        }

        if (found.ValueKind != JsonValueKind.Object)
        {
            Refuse(name);
            return null;
        }

        return new BodyReader(found, Path(name), Problems);
    }

    /// <summary>The objects of an array, or null where it is not given; <paramref name="separate"/> gives each its own list of problems.</summary>
    public IReadOnlyList<BodyReader>? Items(string name, bool separate = false)
    {
        if (Get(name) is not { } found)
        {
            return null;
        }

        if (found.ValueKind != JsonValueKind.Array || found.EnumerateArray().Any(e => e.ValueKind != JsonValueKind.Object))
        {
            Refuse(name);
            return null;
        }

        return [.. found.EnumerateArray().Select((e, i) => new BodyReader(e, $"{Path(name)}[{i.ToString(CultureInfo.InvariantCulture)}]", separate ? [] : Problems))];
    }

    public IReadOnlyList<string> Texts(string name)
    {
        if (Get(name) is not { } found)
        {
            return [];
        }

        if (found.ValueKind != JsonValueKind.Array || found.EnumerateArray().Any(e => e.ValueKind != JsonValueKind.String))
        {
            Refuse(name);
            return [];
        }

        return [.. found.EnumerateArray().Select(e => e.GetString()!)];
    }

    /// <summary>The same object with paths that begin here, as errors of one item of a bulk request are given.</summary>
    public BodyReader Rooted() => new(element, "", []);

    private JsonElement? Get(string name) => element.TryGetProperty(name, out JsonElement found) && found.ValueKind != JsonValueKind.Null ? found : null;

    private static string? Shown(JsonElement found) => found.ValueKind switch
    {
        JsonValueKind.Object or JsonValueKind.Array => null,
        JsonValueKind.String when found.GetString()!.Length > 256 => null,
        _ => found.ToString(),
    };
}
