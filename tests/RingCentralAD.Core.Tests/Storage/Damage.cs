namespace RingCentralAD.Core.Tests.Storage;

/// <summary>Damages a file as a failing disk does.</summary>
internal static class Damage
{
    private const int PageSize = 4096;

    /// <summary>Overwrites pages, counted from 0, with what no page looks like.</summary>
    public static void Pages(string path, int first, int count)
    {
        byte[] trash = new byte[count * PageSize];
        Array.Fill(trash, (byte)0xA5);
        using FileStream file = File.OpenWrite(path);
        file.Seek((long)first * PageSize, SeekOrigin.Begin);
        file.Write(trash);
    }

    /// <summary>Takes the end away.</summary>
    public static void CutOff(string path, double share)
    {
        using FileStream file = File.OpenWrite(path);
        file.SetLength((long)(file.Length * (1 - share)));
    }
}
