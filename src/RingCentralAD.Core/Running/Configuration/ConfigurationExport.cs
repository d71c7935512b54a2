using System.Text;
using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Writes a hub's configuration as a file that is compared, reviewed and imported.</summary>
public static class ConfigurationExport
{
    /// <summary>The file's bytes: JSON, UTF-8, line feeds; the same configuration always gives the same bytes.</summary>
    /// <exception cref="RingCentralAdException">ConfigurationSecret: something in the hub looks like a secret.</exception>
    public static async Task<byte[]> WriteAsync(IHubReader hub, string file, CancellationToken cancellationToken = default)
    {
        byte[] content = (await HubConfiguration.ReadAsync(hub, cancellationToken).ConfigureAwait(false)).Write();

        // Looked at as it would be read, so that the place is one in the file.
        JToken written = JsonFile.Parse(Encoding.UTF8.GetString(content), file, ConfigurationErrors.InvalidId, "");
        ConfigurationSecrets.Check(written, file, "Set it in the hub without the secret, whose place the hub keeps; nothing was written.");
        return content;
    }
}
