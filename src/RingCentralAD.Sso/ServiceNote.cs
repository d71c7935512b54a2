using System.Diagnostics;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Hosting.WindowsServices;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Sso;

/// <summary>Says in the hub that this service runs, and when its certificate ends; looks again at the certificate now and then. That the hub cannot be written does not stop it.</summary>
internal sealed class ServiceNote(IHubStore hub, SsoOptions options, ServerCertificate? certificate, TimeProvider time)
{
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromMinutes(10);
    private readonly SignOnServiceNote _this = new(Environment.MachineName, options.Listen.OriginalString, Environment.ProcessId, Started())
    {
        Registered = SystemdHelpers.IsSystemdService() || WindowsServiceHelpers.IsWindowsService(), Certificate = options.Certificate,
    };

    private SignOnServiceNote? _kept;

    /// <summary>Writes it where it is not yet as it should be.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        SignOnServiceNote now = _this with { CertificateEnds = certificate?.NotAfter };
        if (now != _kept)
        {
            await TryAsync(() => SignOnServiceNotes.KeepAsync(hub, now, cancellationToken), () => _kept = now);
        }
    }

    /// <summary>Keeps it until the service stops, and takes it away then.</summary>
    public async Task KeepAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await Task.Delay(s_lookEvery, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stopping.IsCancellationRequested)
            {
                await WriteAsync(stopping);
            }
        }

        await TryAsync(() => SignOnServiceNotes.ForgetAsync(hub, _this, CancellationToken.None), () => _kept = null);
    }

    private async Task TryAsync(Func<Task> write, Action done)
    {
        try
        {
            await write();
            done();
        }
        catch (RingCentralAdException error)
        {
            hub.Log?.Tell(SyncLogLevel.Warning, "Note of sign-on not written", ("ErrorId", error.ErrorId), ("Reason", error.Message), ("Remedy", error.Remedy));
        }
        catch (OperationCanceledException)
        {
            // It is being stopped.
        }
    }

    private static DateTimeOffset Started()
    {
        using Process self = Process.GetCurrentProcess();
        return self.StartTime.ToUniversalTime();
    }
}
