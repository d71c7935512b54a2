namespace RingCentralAD.Core.RingCentral;

/// <summary>Why no whole answer came.</summary>
internal enum TransportFault
{
    /// <summary>The server's name is not known.</summary>
    Name,

    /// <summary>No connection: refused, unreachable, nobody answered.</summary>
    Connect,

    /// <summary>The server's certificate is not trusted, or TLS failed otherwise.</summary>
    Tls,

    /// <summary>The proxy refused.</summary>
    Proxy,

    /// <summary>The time for an answer ran out.</summary>
    TimeOut,

    /// <summary>The connection broke.</summary>
    Broken,
}

/// <summary>No whole answer came to a request.</summary>
internal sealed class TransportException(TransportFault fault, bool certainlyNotSent, Exception? inner)
    : Exception($"No answer: {fault}.", inner)
{
    public TransportFault Fault { get; } = fault;

    /// <summary>Not one byte of the request's body left: RingCentral cannot have carried it out.</summary>
    public bool CertainlyNotSent { get; } = certainlyNotSent;

    /// <summary>What the server showed instead of a trusted certificate.</summary>
    public TlsRefusal? Tls { get; init; }
}
