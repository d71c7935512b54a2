using System.Globalization;
using System.Text.RegularExpressions;

namespace RingCentralAD.Shell.StandIns.Text;

/// <summary>A line that Select-String found.</summary>
internal sealed record LineMatch(string Line, int LineNumber, string Path, string Pattern, IReadOnlyList<Match> Matches)
{
    public string Filename => System.IO.Path.GetFileName(Path);

    /// <inheritdoc />
    public override string ToString() =>
        Path == "InputStream" ? Line : string.Create(CultureInfo.InvariantCulture, $"{Path}:{LineNumber}:{Line}");
}
