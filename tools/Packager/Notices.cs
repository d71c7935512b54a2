using System.Reflection;
using System.Text;

namespace RingCentralAD.Packager;

/// <summary>The notices that the licences of others ask for: who made what, under which licence, and each licence once in full.</summary>
internal static class Notices
{
    private static readonly string s_rule = new('-', 78);

    /// <exception cref="InvalidDataException">The text of a licence is not there.</exception>
    public static byte[] Write(IReadOnlyList<ThirdPartyPackage> packages)
    {
        StringBuilder text = new();
        text.Append("RingCentralAD carries software of others, each under its own licence.\nsbom.cdx.json lists the same for programs.\n\n");
        foreach (ThirdPartyPackage package in packages)
        {
            text.Append(s_rule).Append('\n').Append(package.Name).Append(' ').Append(package.Version).Append(", ").Append(package.Licence).Append('\n');
            text.Append(package.Copyright ?? $"Copyright {package.Authors}").Append('\n');
            if (package.Home is { } home)
            {
                text.Append(home).Append('\n');
            }

            foreach (string own in package.Texts)
            {
                text.Append('\n').Append(own).Append('\n');
            }
        }

        foreach (string licence in packages.Select(package => package.Licence).Distinct().Order(StringComparer.Ordinal))
        {
            text.Append(s_rule).Append('\n').Append("The licence ").Append(licence).Append("\n\n").Append(TextOf(licence)).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string TextOf(string licence)
    {
        using Stream? stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(licence + ".txt");
        using StreamReader reader = new(stream ?? throw new InvalidDataException($"Put the text of the licence {licence} into tools/Packager/Licences/{licence}.txt."));
        return reader.ReadToEnd().ReplaceLineEndings("\n").Trim('\n');
    }
}
