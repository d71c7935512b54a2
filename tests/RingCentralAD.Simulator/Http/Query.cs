using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace RingCentralAD.Simulator;

/// <summary>Query parameters, read as the specification types them; a wrong one is CMN-101 with its name.</summary>
internal sealed class Query(IQueryCollection values)
{
    public const int LargestPage = 1000;

    public int Page => Whole("page", 1, LargestPage, cut: false);

    /// <summary>A value above the maximum is cut to it (specification, parameter PerPage).</summary>
    public int PerPage(int standard = 100, int largest = 1000) => Whole("perPage", standard, largest, cut: true);

    public string? Text(string name, int maxLength = int.MaxValue)
    {
        string? value = values[name];
        return value is null || value.Length <= maxLength ? value : throw new ApiException(Problem.Invalid(name, value));
    }

    public bool? Flag(string name) => (string?)values[name] switch
    {
        null => null,
        "true" => true,
        "false" => false,
        string other => throw new ApiException(Problem.Invalid(name, other)),
    };

    /// <summary>The values of a repeated parameter; null where it is absent or empty.</summary>
    public IReadOnlyList<string>? Texts(string name)
    {
        StringValues found = values[name];
        string[] given = [.. found.Where(v => !string.IsNullOrEmpty(v)).Select(v => v!)];
        return given.Length == 0 ? null : given;
    }

    public IReadOnlyList<string>? Choices(string name, IReadOnlyCollection<string> allowed)
    {
        IReadOnlyList<string>? given = Texts(name);
        string? wrong = given?.FirstOrDefault(v => !allowed.Contains(v));
        return wrong is null ? given : throw new ApiException(Problem.Invalid(name, wrong));
    }

    private int Whole(string name, int standard, int largest, bool cut)
    {
        string? text = values[name];
        if (string.IsNullOrEmpty(text))
        {
            return standard;
        }

        bool valid = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= 1;
        return valid && (cut || value <= largest) ? Math.Min(value, largest) : throw new ApiException(Problem.Invalid(name, text));
    }
}
