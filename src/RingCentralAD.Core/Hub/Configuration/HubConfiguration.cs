using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>The configuration of a hub as its file has it: no people, no secrets, everything by its name.</summary>
internal sealed class HubConfiguration
{
    /// <summary>The form of the file that this program writes, and the newest that it reads.</summary>
    public const int Format = 1;

    /// <summary>Makes it of its parts, by their names.</summary>
    public HubConfiguration(JObject parts) => Parts = parts;

    /// <summary>The parts by their names, in the order of the file.</summary>
    public JObject Parts { get; }

    /// <summary>A fingerprint of each part that counts: two hubs with the same ones are configured the same.</summary>
    public JObject Revisions
    {
        get
        {
            JObject revisions = [];
            foreach (ConfigurationPart part in ConfigurationPart.All.Where(static part => !part.IsDescribed))
            {
                if (Parts[part.Name] is { } json)
                {
                    revisions[part.Name] = Hash(ConfigurationJson.Text(part.EssenceOf(json)))[..12];
                }
            }

            return revisions;
        }
    }

    /// <summary>A fingerprint of all that counts.</summary>
    public string Revision => Hash(ConfigurationJson.Text(Revisions))[..16];

    /// <summary>Reads a hub's.</summary>
    public static async Task<HubConfiguration> ReadAsync(IHubReader hub, CancellationToken cancellationToken = default) =>
        new(await ConfigurationReader.ReadAsync(hub, cancellationToken).ConfigureAwait(false));

    /// <summary>The file's bytes: JSON, UTF-8, line feeds. The same configuration always gives the same bytes.</summary>
    public byte[] Write()
    {
        JObject root = new() { ["format"] = Format, ["basedOn"] = Revisions };
        foreach (JProperty part in Parts.Properties())
        {
            root[part.Name] = part.Value.DeepClone();
        }

        return ConfigurationJson.Write(root);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
