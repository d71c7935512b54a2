using RingCentralAD.Core.RingCentral;
using Xunit;

namespace RingCentralAD.Core.Tests.RingCentral;

/// <summary>A test of the connector against a scripted network and a driven clock.</summary>
public abstract class ScriptedTest : IDisposable
{
    private protected DrivenTime Time { get; } = new();

    private protected ScriptedServer Server { get; } = new();

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Server.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Task<RingCentralAccount> OpenAsync(RingCentralOptions? options = null) => Time.DriveAsync(Server.OpenAsync(Time, options));
}
