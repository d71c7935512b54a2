using RingCentralAD.TestServers;

namespace RingCentralAD.Benchmarks.Import;

/// <summary>What all contenders ask of the same server: its people by the module's filter, with the attributes that the module reads.</summary>
internal sealed record PeopleQuestion(SambaServer Server, string Filter, IReadOnlyList<string> Attributes)
{
    /// <summary>Where the server is found.</summary>
    public string Url => $"ldaps://{Server.Address}";
}
