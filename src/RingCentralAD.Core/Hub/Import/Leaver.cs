using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>A person who is to be deactivated.</summary>
/// <param name="User">The person.</param>
/// <param name="Source">Their entry in the directory under import.</param>
/// <param name="Why">Disabled, Gone or OutOfScope.</param>
internal sealed record Leaver(HubUser User, AppUser Source, string Why);
