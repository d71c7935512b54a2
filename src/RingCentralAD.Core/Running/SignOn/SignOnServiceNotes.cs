using System.ComponentModel;
using System.Diagnostics;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>What the sign-on services of a hub say of themselves in it, so that they can be found, and the ends of their certificates be watched.</summary>
public static class SignOnServiceNotes
{
    private static readonly TimeSpan s_clocks = TimeSpan.FromSeconds(5);

    /// <summary>Keeps a service's note, in place of an earlier one of its host and address.</summary>
    internal static Task KeepAsync(IHubStore hub, SignOnServiceNote note, CancellationToken cancellationToken) =>
        ChangeAsync(hub, all => [.. all.Where(known => known.Host != note.Host || known.Url != note.Url), note], cancellationToken);

    /// <summary>Takes a service's note away; one of another process in its place stays.</summary>
    internal static Task ForgetAsync(IHubStore hub, SignOnServiceNote note, CancellationToken cancellationToken) =>
        ChangeAsync(hub, all => [.. all.Where(known => known.Host != note.Host || known.Url != note.Url || known.ProcessId != note.ProcessId)], cancellationToken);

    /// <summary>Takes the notes of a machine's registered service away.</summary>
    public static Task ForgetRegisteredAsync(IHubStore hub, CancellationToken cancellationToken = default) =>
        ChangeAsync(hub, static all => [.. all.Where(static known => known.Host != Environment.MachineName || !known.Registered)], cancellationToken);

    /// <summary>The services of the hub that run on this machine; throws <c>SsoNotRunning</c> where none does.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="listen">The one that listens there; null for all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<IReadOnlyList<SignOnServiceNote>> HereAsync(IHubReader hub, string? listen, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        IReadOnlyList<SignOnServiceNote> all = (await hub.GetAsync<SignOnServices>(cancellationToken).ConfigureAwait(false)).All;
        SignOnServiceNote[] here = [.. all.Where(note => note.Host == Environment.MachineName && (listen is null || IsSame(note.Url, listen)) && IsAlive(note))];
        if (here.Length > 0)
        {
            return here;
        }

        string others = string.Join(", ", all.Where(static note => note.Host != Environment.MachineName || IsAlive(note)).Select(static note => $"{note.Url} on {note.Host}"));
        throw new RingCentralAdException(
            "SsoNotRunning", ErrorKind.NotFound, $"No sign-on service of this hub runs on {Environment.MachineName}{(listen is null ? "" : $" at {listen}")}.{(others.Length == 0 ? "" : $" The hub knows: {others}.")}",
            others.Length == 0 ? "Look whether -Hub names the hub that it serves." : "Run Stop-RcSsoService on its machine, with its address.", listen);
    }

    /// <summary>Whether its process still runs: its number may long be another's, even that of another hub's service.</summary>
    internal static bool IsAlive(SignOnServiceNote note)
    {
        if (OperatingSystem.IsLinux())
        {
            // Its command line does not change; a start is reckoned from a clock that may have been set since.
            try
            {
                string[] words = File.ReadAllText($"/proc/{note.ProcessId}/cmdline").Split('\0');
                return words.Any(static word => word.EndsWith("Sso.dll", StringComparison.Ordinal)) && (words.Contains(note.Url) || !words.Contains("--listen"));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }

        try
        {
            using Process process = Process.GetProcessById(note.ProcessId);
            return (process.StartTime.ToUniversalTime() - note.StartedAt.UtcDateTime).Duration() < s_clocks;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    private static bool IsSame(string one, string other) =>
        Uri.TryCreate(one, UriKind.Absolute, out Uri? first) && Uri.TryCreate(other, UriKind.Absolute, out Uri? second) && first == second;

    private static Task ChangeAsync(IHubStore hub, Func<IReadOnlyList<SignOnServiceNote>, IReadOnlyList<SignOnServiceNote>> change, CancellationToken cancellationToken) => hub.WriteAsync(
        async transaction =>
        {
            IReadOnlyList<SignOnServiceNote> before = (await transaction.GetAsync<SignOnServices>(cancellationToken).ConfigureAwait(false)).All;
            IReadOnlyList<SignOnServiceNote> after = change(before);
            if (!after.SequenceEqual(before))
            {
                await transaction.SetAsync(new SignOnServices { All = after }, cancellationToken).ConfigureAwait(false);
            }
        },
        null,
        cancellationToken);
}
