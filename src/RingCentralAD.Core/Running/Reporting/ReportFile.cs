using System.Text;
using RingCentralAD.Core.Directories;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Writes a file that only its owner can read; it is there whole or not at all, and what was there stays until then.</summary>
internal static class ReportFile
{
    /// <summary>Writes it.</summary>
    /// <param name="path">The whole path.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="RingCentralAdException">ReportFileFailed.</exception>
    public static async Task WriteAsync(string path, Func<TextWriter, Task> write)
    {
        string draft = $"{path}.{Path.GetRandomFileName()}";
        bool made = false;
        try
        {
            if (Directory.Exists(path))
            {
                throw new IOException("It is a folder.");
            }

            StreamWriter writer = new(PrivateFile.Open(draft), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
            made = true;
            await using (writer.ConfigureAwait(false))
            {
                await write(writer).ConfigureAwait(false);
            }

            File.Move(draft, path, overwrite: true);
            made = false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RingCentralAdException(
                "ReportFileFailed", error is UnauthorizedAccessException ? ErrorKind.Denied : ErrorKind.Unavailable, $"The report cannot be written to {path}: {error.Message}",
                "Name a file in a folder that exists, has room, and lets this account write.", path, error);
        }
        finally
        {
            if (made)
            {
                File.Delete(draft);
            }
        }
    }
}
