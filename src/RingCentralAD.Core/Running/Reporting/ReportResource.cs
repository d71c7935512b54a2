namespace RingCentralAD.Core.Running;

/// <summary>The files of a report that lie in this assembly.</summary>
internal static class ReportResource
{
    /// <summary>A file's text, with line ends as a browser reads them.</summary>
    public static string Text(string name)
    {
        using Stream stream = typeof(ReportResource).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException("The assembly lacks a file.", name);
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
