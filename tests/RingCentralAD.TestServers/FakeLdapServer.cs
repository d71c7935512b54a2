namespace RingCentralAD.TestServers;

/// <summary>
/// A server that does what real ones cannot be made to do: stall, cut a message in two, answer nonsense.
/// A script is run for each connection; the connection is closed when it ends.
/// </summary>
public sealed class FakeLdapServer : IAsyncDisposable
{
    private readonly LoopbackListener _listener;

    public FakeLdapServer(Func<FakeLdapSession, Task> script) => _listener = new((client, stop) => script(new FakeLdapSession(client.GetStream(), stop)));

    public string Address { get; } = "127.0.0.1";

    public int Port => _listener.Port;

    /// <summary>Stops, and throws what a script has thrown, so that a failed expectation in a script fails the test.</summary>
    public ValueTask DisposeAsync() => _listener.DisposeAsync();
}
