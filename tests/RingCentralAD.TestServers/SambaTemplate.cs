using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RingCentralAD.TestServers;

/// <summary>Provisioned domains to copy from, kept in the temporary folder: provisioning takes seconds, a copy next to nothing.</summary>
internal static class SambaTemplate
{
    private const string Version = "1";
    private const int RecordsPerLoad = 2500;

    /// <summary>Copies a provisioned domain with the data of the options to a folder that does not exist yet.</summary>
    public static async Task CopyToAsync(string target, SambaOptions options, CancellationToken cancellationToken)
    {
        string samba = (await ServerTools.RunAsync("samba", ["--version"], cancellationToken: cancellationToken)).Success("samba").Trim();
        string root = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "ringcentralad-samba", Hash(samba + Version + SambaServer.Password))).FullName;
        string plain = await EnsureAsync(root, "plain", folder => ProvisionAsync(folder, cancellationToken), cancellationToken);
        if (options.LdifFiles.Count == 0)
        {
            await CopyAsync(plain, target, cancellationToken);
        }
        else if (options.KeepLoaded)
        {
            string key = Hash(string.Concat(options.LdifFiles.Select(file => Hash(File.ReadAllText(file)))));
            string loaded = await EnsureAsync(root, key, folder => CopyAndLoadAsync(plain, folder, options, cancellationToken), cancellationToken);
            await CopyAsync(loaded, target, cancellationToken);
        }
        else
        {
            await CopyAndLoadAsync(plain, target, options, cancellationToken);
        }
    }

    private static async Task<string> EnsureAsync(string root, string name, Func<string, Task> build, CancellationToken cancellationToken)
    {
        string ready = Path.Combine(root, name);
        await using FileStream held = await LockAsync(ready + ".lock", cancellationToken);
        if (!Directory.Exists(ready))
        {
            string half = ready + ".new";
            if (Directory.Exists(half))
            {
                Directory.Delete(half, recursive: true);
            }

            await build(half);
            Directory.Move(half, ready);
        }

        return ready;
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            }
        }
    }

    private static async Task ProvisionAsync(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        string[] arguments =
        [
            "domain", "provision", "--quiet", $"--realm={SambaServer.Realm}", $"--domain={SambaServer.NetBiosDomain}", $"--host-name={SambaServer.HostName}",
            "--host-ip=127.0.0.1", "--server-role=dc", "--dns-backend=NONE", $"--adminpass={SambaServer.Password}", "--backend-store=tdb",
            $"--targetdir={folder}", "--option=interfaces = 127.0.0.1/8", "--option=bind interfaces only = yes",
        ];
        (await ServerTools.RunAsync("samba-tool", arguments, cancellationToken: cancellationToken)).Success("samba-tool domain provision");
    }

    private static async Task CopyAndLoadAsync(string plain, string target, SambaOptions options, CancellationToken cancellationToken)
    {
        await CopyAsync(plain, target, cancellationToken);
        SambaConfiguration.Write(target, "127.0.0.1", options);
        foreach (string file in options.LdifFiles)
        {
            int part = 0;
            foreach (string[] records in File.ReadAllText(file).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Where(record => record.Trim().Length > 0).Chunk(RecordsPerLoad))
            {
                // One large transaction takes time that grows with its square; ldbadd reads UTF-8 files only.
                string chunk = Path.Combine(target, string.Create(CultureInfo.InvariantCulture, $"load{part++}.ldif"));
                await File.WriteAllTextAsync(chunk, string.Join("\n\n", records) + "\n\n", cancellationToken);
                string[] arguments = [$"--configfile={SambaConfiguration.File(target)}", "--nosync", "-o", "batch_mode:1", "-H", SambaConfiguration.Database(target), chunk];
                (await ServerTools.RunAsync("ldbadd", arguments, cancellationToken: cancellationToken)).Success($"ldbadd of {file}");
                File.Delete(chunk);
            }
        }
    }

    private static async Task CopyAsync(string source, string target, CancellationToken cancellationToken)
    {
        (await ServerTools.RunAsync("cp", ["-a", "--reflink=auto", source, target], cancellationToken: cancellationToken)).Success("cp");
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
