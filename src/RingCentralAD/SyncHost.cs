using System.Management.Automation;
using System.Security;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD;

/// <summary>Runs a sync from a cmdlet: opens what the hub has registered, asks at the prompt, tells in the information stream.</summary>
internal sealed class SyncHost(HubCmdlet cmdlet, HubConnection connection, ISecretSource secrets, IProgress<RunProgress> progress) : PipelineAsker(cmdlet), ISyncHost, ISecretSource
{
    /// <inheritdoc />
    public IProgress<RunProgress> Progress => progress;

    /// <inheritdoc />
    public Task<IDirectory> OpenAsync(DirectoryEntry entry, CancellationToken cancellationToken) =>
        OnPipelineAsync(() => Openings.DirectoryAsync(connection, entry, secrets, cancellationToken));

    /// <inheritdoc />
    public Task<IAccount> OpenAccountAsync(CancellationToken cancellationToken) =>
        OnPipelineAsync(() => Openings.AccountAsync(connection, secrets, cancellationToken));

    /// <inheritdoc />
    public Task<SecureString> GetAsync(string place, CancellationToken cancellationToken = default) => OnPipelineAsync(() => secrets.GetAsync(place, cancellationToken));

    /// <inheritdoc />
    public void Tell(string text) => _ = OnPipelineAsync(() =>
    {
        cmdlet.Tell(text);
        return Task.FromResult(true);
    });

    /// <inheritdoc />
    public RingCentralAdException? Explain(Exception error)
    {
        if (ErrorRecords.BelongsToEngine(error) || error is OperationCanceledException)
        {
            return null;
        }

        ErrorRecord record = ErrorRecords.From(error);
        return record.Exception as RingCentralAdException
            ?? (record.FullyQualifiedErrorId is "Unexpected" or "InvalidArgument"
                ? null
                : new RingCentralAdException(record.FullyQualifiedErrorId, ErrorKind.Unavailable, error.Message, record.ErrorDetails?.RecommendedAction, null, error));
    }
}
