using System.Buffers.Binary;

namespace RingCentralAD.Core.Directories;

/// <summary>replPropertyMetaData of Active Directory (MS-DRSR, 5.162 and 5.164): for each attribute the change number at which it was last set.</summary>
internal static class ReplicationMetadata
{
    // The attribute "name": it is set anew by a rename and by a move.
    private const uint Name = 0x0009_0001;
    private const int Header = 16;
    private const int Record = 48;
    private const int LocalUsn = 40;

    /// <summary>Whether the entry was renamed or moved after a change number; true where that cannot be told.</summary>
    public static bool NameChangedSince(ReadOnlySpan<byte> metadata, long usn)
    {
        if (metadata.Length < Header || BinaryPrimitives.ReadUInt32LittleEndian(metadata) != 1)
        {
            return true;
        }

        uint count = BinaryPrimitives.ReadUInt32LittleEndian(metadata[8..]);
        for (int at = Header; count > 0 && at + Record <= metadata.Length; count--, at += Record)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(metadata[at..]) == Name)
            {
                return BinaryPrimitives.ReadInt64LittleEndian(metadata[(at + LocalUsn)..]) > usn;
            }
        }

        return true;
    }
}
