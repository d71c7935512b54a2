using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Finds values that several people have. Keeps a fingerprint and a key of each value, not the people.</summary>
internal sealed class DirectoryCheckDuplicates
{
    private const int Named = 3;

    private readonly Dictionary<UInt128, string> _first = [];
    private readonly Dictionary<UInt128, Shared> _shared = [];

    /// <summary>How many values are shared.</summary>
    public int Count => _shared.Count;

    /// <summary>Takes a person's value in.</summary>
    /// <param name="value">As people see it.</param>
    /// <param name="comparable">As it is compared; null where the person has none.</param>
    /// <param name="person">Who has it.</param>
    public void Add(string? value, string? comparable, AppUser person)
    {
        if (comparable is null || value is null)
        {
            return;
        }

        UInt128 print = Fingerprint(comparable);
        if (_first.TryAdd(print, person.Key) || _first[print] == person.Key)
        {
            return;
        }

        if (!_shared.TryGetValue(print, out Shared? shared))
        {
            _shared[print] = shared = new Shared(value, _first[print]);
        }

        shared.Holders++;
        if (shared.Others.Count < Named)
        {
            shared.Others.Add(person.Place);
        }
    }

    /// <summary>Some of the shared values with who has them; the first holders are asked for by key.</summary>
    public async Task<string> DescribeAsync(IDirectory directory, CancellationToken cancellationToken)
    {
        List<string> examples = [];
        foreach (Shared shared in _shared.Values.OrderByDescending(shared => shared.Holders).ThenBy(shared => shared.Value, StringComparer.Ordinal).Take(DirectoryCheckFindings.Examples))
        {
            AppUser? first = await directory.FindUserAsync(shared.FirstKey, [], cancellationToken).ConfigureAwait(false);
            string[] places = [first?.Place ?? shared.FirstKey, .. shared.Others];
            examples.Add($"{shared.Value}: {DirectoryCheckFindings.Some(places, shared.Holders)}");
        }

        return DirectoryCheckFindings.Some(examples.Select(example => $"[{example}]"), _shared.Count);
    }

    /// <summary>A number as it is compared: its digits, the extension apart; null for a text without digits.</summary>
    public static string? Number(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        StringBuilder digits = new();
        foreach (char c in text)
        {
            if (char.IsAsciiDigit(c))
            {
                digits.Append(c);
            }
            else if (c is '#' or 'x' or 'X' or ';' && digits.Length > 0 && digits[^1] != '#')
            {
                digits.Append('#');
            }
        }

        return digits.Length == 0 ? null : digits.ToString();
    }

    /// <summary>What is kept of a value.</summary>
    public static UInt128 Fingerprint(string text) => BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private sealed class Shared(string value, string firstKey)
    {
        public string Value => value;

        public string FirstKey => firstKey;

        public List<string> Others { get; } = [];

        public int Holders { get; set; } = 1;
    }
}
