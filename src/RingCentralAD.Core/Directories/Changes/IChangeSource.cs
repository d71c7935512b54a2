using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Directories;

/// <summary>One way of seeing which entries of a naming context changed.</summary>
internal interface IChangeSource
{
    /// <summary>Which way.</summary>
    ChangeMethod Method { get; }

    /// <summary>Where the directory stands now; null where the server does not offer this way to the account.</summary>
    Task<ChangePosition?> PositionAsync(CancellationToken cancellationToken);

    /// <summary>Finds what changed since a position of this way; gives the next position.</summary>
    /// <exception cref="RingCentralAdException"><c>ChangesUnavailable</c>.</exception>
    Task<ChangePosition> FindAsync(ChangePosition since, IReadOnlyList<string> attributes, ChangedKeys found, CancellationToken cancellationToken);
}
