namespace RingCentralAD.Core.Model;

/// <summary>The files that lie in this assembly.</summary>
internal static class EmbeddedFile
{
    /// <summary>A file's text, with line ends as Unix has them.</summary>
    public static string Text(string name)
    {
        using Stream stream = typeof(EmbeddedFile).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException("The assembly lacks a file.", name);
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
