using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>
/// The reading of everybody in a directory. Beside the reading of its groups it begins at once, where the server takes a second connection;
/// else when the first person is asked for: no server is kept waiting with people whom nobody takes yet.
/// </summary>
internal sealed class EverybodyRead : IAsyncDisposable
{
    // Some pages: the server makes the next ones while the last is stored.
    private const int PeopleAhead = 500;

    private readonly IDirectory? _beside;
    private readonly ReadAhead<AppUser>? _begun;
    private readonly IAsyncEnumerable<AppUser> _people;

    private EverybodyRead(IDirectory directory, IDirectory? beside, DirectoryRead read, CancellationToken cancellationToken)
    {
        _beside = beside;
        _people = (beside ?? directory).ReadUsersAsync(read, cancellationToken);
        _begun = beside is null ? null : ReadAhead<AppUser>.Begin(_people, PeopleAhead, cancellationToken);
    }

    /// <summary>Whether they are read over a connection of their own.</summary>
    public bool IsBeside => _beside is not null;

    /// <summary>Begins to read.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="attributes">What people are read with.</param>
    /// <param name="besideGroups">Whether people may be taken while groups are still read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<EverybodyRead> BeginAsync(IDirectory directory, IReadOnlyList<string> attributes, bool besideGroups, CancellationToken cancellationToken)
    {
        IDirectory? beside = besideGroups && directory is IDirectoryBeside server ? await server.TryOpenBesideAsync(cancellationToken).ConfigureAwait(false) : null;
        return new EverybodyRead(directory, beside, new DirectoryRead(attributes), cancellationToken);
    }

    /// <summary>The people; to be asked for once.</summary>
    public IAsyncEnumerable<AppUser> PeopleAsync(CancellationToken cancellationToken) =>
        _begun?.ReadAllAsync(cancellationToken) ?? _people.AheadAsync(PeopleAhead, cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_begun is not null)
        {
            await _begun.DisposeAsync().ConfigureAwait(false);
        }

        if (_beside is not null)
        {
            await _beside.DisposeAsync().ConfigureAwait(false);
        }
    }
}
