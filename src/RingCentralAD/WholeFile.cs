using System.Management.Automation;

namespace RingCentralAD;

/// <summary>Writes a file at once: a reader never sees half of it.</summary>
internal static class WholeFile
{
    /// <summary>Writes it beside its place, and moves it there.</summary>
    public static async Task WriteAsync(string path, byte[] content, bool overwrite, CancellationToken cancellationToken)
    {
        string draft = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            await File.WriteAllBytesAsync(draft, content, cancellationToken);
            File.Move(draft, path, overwrite);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>The file as Get-Item gives it: without what the provider adds, mode and size would stay empty.</summary>
    public static PSObject Shown(PSCmdlet cmdlet, string path) => cmdlet.InvokeProvider.Item.Get([path], force: true, literalPath: true)[0];
}
