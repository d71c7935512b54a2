using System.Text;

namespace RingCentralAD.TestServers;

/// <summary>Writes LDIF (RFC 2849), one line a value; what is not plain ASCII as base64.</summary>
public sealed class LdifWriter(TextWriter writer)
{
    public void Begin(string dn, params IEnumerable<string> objectClasses)
    {
        Write("dn", dn);
        foreach (string objectClass in objectClasses)
        {
            Write("objectClass", objectClass);
        }
    }

    public void Write(string attribute, string value)
    {
        if (IsPlain(value))
        {
            writer.Write($"{attribute}: {value}\n");
        }
        else
        {
            Write(attribute, Encoding.UTF8.GetBytes(value));
        }
    }

    public void Write(string attribute, byte[] value) => writer.Write($"{attribute}:: {Convert.ToBase64String(value)}\n");

    public void End() => writer.Write('\n');

    private static bool IsPlain(string value)
        => value.Length > 0 && value.All(static c => c is >= ' ' and < (char)0x7f) && value[0] is not (' ' or ':' or '<') && value[^1] != ' ';
}
