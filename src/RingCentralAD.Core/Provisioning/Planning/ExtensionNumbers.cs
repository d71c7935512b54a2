using System.Globalization;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// Gives out free extension numbers. No public call lists them, so they are reckoned from the account's list: the smallest free
/// number of the length that most people have (3 where nobody has one), never one that is dialled for help, never one longer than the
/// account takes.
/// </summary>
public sealed class ExtensionNumbers
{
    private static readonly HashSet<string> s_reserved = new(StringComparer.Ordinal) { "110", "111", "112", "211", "311", "411", "511", "611", "711", "811", "911", "933", "988", "999", "000" };
    private readonly HashSet<string> _taken;
    private readonly int _length;
    private readonly int _end;
    private int _next;

    /// <summary>Starts from the numbers that are taken.</summary>
    /// <param name="taken">The numbers.</param>
    /// <param name="longest">Digits that a number may have.</param>
    public ExtensionNumbers(IEnumerable<string> taken, int longest)
    {
        Longest = longest;
        _taken = new HashSet<string>(taken, StringComparer.Ordinal);
        _length = _taken.Where(number => number.Length is >= 3 and <= 8 && number.All(char.IsAsciiDigit))
            .GroupBy(number => number.Length)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key)
            .Select(group => group.Key)
            .FirstOrDefault(3);
        _end = Power(Math.Min(_length + 1, longest));
        _next = Power(_length - 1) + 1;
    }

    /// <summary>Digits that a number may have.</summary>
    public int Longest { get; }

    /// <summary>Whether a number is taken, by the account or by this plan.</summary>
    public bool IsTaken(string number) => _taken.Contains(number);

    /// <summary>Takes a number.</summary>
    public void Take(string number) => _taken.Add(number);

    /// <summary>Takes the next free number; null where none of that length, nor of the next, is left.</summary>
    public string? TakeNext()
    {
        for (; _next < _end; _next++)
        {
            string number = _next.ToString(CultureInfo.InvariantCulture);
            if (!s_reserved.Contains(number) && _taken.Add(number))
            {
                return number;
            }
        }

        return null;
    }

    /// <summary>The next free numbers, without taking them.</summary>
    public IReadOnlyList<string> Peek(int count)
    {
        List<string> free = [];
        for (int number = _next; free.Count < count && number < _end; number++)
        {
            string text = number.ToString(CultureInfo.InvariantCulture);
            if (!_taken.Contains(text) && !s_reserved.Contains(text))
            {
                free.Add(text);
            }
        }

        return free;
    }

    private static int Power(int exponent) => (int)Math.Pow(10, exponent);
}
