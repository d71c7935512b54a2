using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using OxyPlot;

namespace RingCentralAD.Core.Running;

/// <summary>
/// Takes over of a drawing what the page needs: places and texts. Colours become classes, since the page has two of each and allows no style beside its
/// own; clip paths go, since their names would meet those of the next chart.
/// </summary>
internal static partial class SvgMarkup
{
    private const byte Mark = 3;
    private static readonly string[] s_kept = ["x", "y", "width", "height", "points", "transform", "text-anchor", "dominant-baseline"];

    /// <summary>The colour that stands for a class of the page, s1 to s7.</summary>
    public static OxyColor Color(int style) => OxyColor.FromRgb((byte)style, Mark, Mark);

    /// <summary>The drawing's content.</summary>
    public static string Of(string svg)
    {
        IEnumerable<XElement> drawn = XDocument.Parse(svg).Descendants().Where(static element => element.Name.LocalName is "rect" or "polyline" or "line" or "text" && element.Parent!.Name.LocalName != "clipPath");
        return string.Concat(drawn.Select(Convert).OfType<XElement>().Select(static element => element.ToString(SaveOptions.DisableFormatting)));
    }

    private static XElement? Convert(XElement element)
    {
        string? style = Class(element);
        return style is null ? null : new XElement(
            element.Name.LocalName,
            element.Attributes().Where(static attribute => s_kept.Contains(attribute.Name.LocalName)),
            new XAttribute("class", style),
            element.Name.LocalName == "text" ? element.Value : null);
    }

    private static string? Class(XElement element)
    {
        if (element.Name.LocalName != "rect")
        {
            return element.Name.LocalName == "text" ? "label" : "grid";
        }

        Match fill = Fill().Match(element.Attribute("style")?.Value ?? "");
        return fill.Success && Length(element, "width") > 0 && Length(element, "height") > 0 ? "s" + fill.Groups[1].Value : null;
    }

    private static double Length(XElement element, string name) => double.Parse(element.Attribute(name)?.Value ?? "0", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"fill:rgb\((\d),3,3\)")]
    private static partial Regex Fill();
}
