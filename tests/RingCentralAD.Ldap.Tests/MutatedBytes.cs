using System.Buffers.Binary;

namespace RingCentralAD.Ldap.Tests;

/// <summary>What a broken network or a hostile server makes of good bytes.</summary>
internal static class MutatedBytes
{
    /// <summary>Flips, inserts, removes, repeats and cuts; lengths are hit more often than chance would.</summary>
    public static byte[] Of(Random random, byte[] original, int atLeast = 0)
    {
        List<byte> bytes = [.. original];
        for (int change = random.Next(atLeast, 4); change > 0 && bytes.Count > 1; change--)
        {
            int place = random.Next(bytes.Count);
            switch (random.Next(7))
            {
                case 0:
                    bytes[place] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveAt(place);
                    break;
                case 3:
                    bytes.Insert(place, (byte)random.Next(256));
                    break;
                case 4:
                    bytes.RemoveRange(place, bytes.Count - place);
                    break;
                case 5:
                    bytes.InsertRange(place, bytes.GetRange(place, Math.Min(random.Next(1, 50), bytes.Count - place)));
                    break;
                default:
                    byte[] length = [0x84, 0, 0, 0, 0];
                    BinaryPrimitives.WriteInt32BigEndian(length.AsSpan(1), random.Next());
                    bytes.RemoveAt(place);
                    bytes.InsertRange(place, length);
                    break;
            }
        }

        return [.. bytes];
    }
}
