using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.Storage;

namespace RingCentralAD;

/// <summary>
/// A cmdlet that works on a hub: the one named by -Hub, else the one this runspace connected, else RCAD_HUB, else the platform's
/// standard place.
/// </summary>
public abstract class HubCmdlet : AsyncCmdlet
{
    private HubConnection? _connection;
    private bool _owned;

    /// <summary>The hub: its path, its name, a PostgreSQL connection string, or the object that Get-RcHub gives. Without it the connected hub is used, then RCAD_HUB, then the standard place.</summary>
    [Parameter]
    [ValidateNotNull]
    public HubReference? Hub { get; set; }

    internal static TimeProvider Time => TimeProvider.System;

    /// <summary>The hub's store.</summary>
    internal async Task<IHubStore> StoreAsync() => (await ConnectionAsync()).Store;

    /// <summary>The hub with what this runspace opened for it.</summary>
    internal async Task<HubConnection> ConnectionAsync()
    {
        if (_connection is not null)
        {
            return _connection;
        }

        HubConnection? current = HubConnection.Current.Current;
        if (current is not null && (Hub is null || IsCurrent(Hub.Location)))
        {
            return _connection = current;
        }

        HubLocation location = Locate(Hub?.Location ?? StandardPlaces.DefaultHub);
        if (IsCurrent(location.ToString()))
        {
            return _connection = current!;
        }

        IHubStore store = await HubStore.OpenAsync(location, Time, StopToken);
        _owned = true;
        _connection = new HubConnection(store);
        Warn(store);
        await AttachLogAsync(store);
        return _connection;
    }

    /// <summary>Whether a text is how the connected hub shows where it is: an object of the hub names it so, without the password of a server.</summary>
    private protected static bool IsCurrent(string shown) => HubConnection.Current.Current?.Store.Location == shown;

    /// <summary>The hub's identity; its text begins prompts and plans.</summary>
    internal async Task<HubIdentity> IdentityAsync() => await (await StoreAsync()).GetIdentityAsync(StopToken);

    /// <summary>The location that a text names, relative to PowerShell's current location.</summary>
    internal HubLocation Locate(string text) => StandardPlaces.Locate(text, GetUnresolvedProviderPathFromPSPath);

    /// <summary>Fetches secrets from their places; vaults by SecretManagement's Get-Secret in this session.</summary>
    internal ISecretSource Secrets() => new SecretPlaces((vault, name) => SecretVault.Get(InvokeCommand, vault, name));

    /// <summary>The place of a secret as the hub keeps it: a file by its whole path, whatever the current location is.</summary>
    internal string? SecretPlace(string? place) => SecretPlaces.Absolute(place, GetUnresolvedProviderPathFromPSPath);

    /// <summary>Opens the log that the hub names; one that cannot be written is warned about, and stops nothing.</summary>
    internal async Task AttachLogAsync(IHubStore store)
    {
        if (await HubLog.AttachAsync(store, Time, StopToken) is { } error)
        {
            WriteWarning($"{error.Message} {error.Remedy}");
        }
    }

    internal void Warn(IHubStore store)
    {
        foreach (string warning in store.Warnings)
        {
            WriteWarning(warning);
        }
    }

    /// <summary>Tells what a run did, in the information stream: counts never go into the pipeline.</summary>
    internal void Tell(object summary) => WriteInformation(
        new HostInformationMessage { Message = summary.ToString() ?? "" }, ["PSHOST", "RingCentralAD"]);

    /// <summary>
    /// Says what would be done and lists it: with -WhatIf, and only when the plan is made. What cannot be done ends in its error before, and nothing
    /// is said that would not happen.
    /// </summary>
    /// <param name="target">What it would be done to.</param>
    /// <param name="action">What would be done.</param>
    /// <param name="plan">The records of the run that would follow.</param>
    private protected void Foretell(string target, string action, IEnumerable<object> plan)
    {
        ShouldProcess(target, action);
        WriteObject(plan, enumerateCollection: true);
    }

    /// <summary>
    /// Tells of a guard that stopped a run, the rest of which was done: an error that takes nothing back from the next command. Of a run that only
    /// would be, a warning.
    /// </summary>
    private protected void TellGuard(RingCentralAdException stopped, bool whatIf)
    {
        if (whatIf)
        {
            WriteWarning($"{stopped.Message} {stopped.Remedy}");
            return;
        }

        WriteError(ErrorRecords.From(stopped));
    }

    /// <summary>Hands on what a run did, as it happens; where it is stopped, or the next command takes no more, the person hears what becomes of the rest.</summary>
    private protected async Task HandOnAsync<T>(IAsyncEnumerable<T> records)
    {
        try
        {
            await foreach (T record in records)
            {
                WriteObject(record);
            }
        }
        catch (Exception error) when (error is PipelineStoppedException or FlowControlException)
        {
            WarnHost(Interruption.Stopped);
            throw;
        }
    }

    /// <summary>Warns where the pipeline, which is stopping, takes no warning any more.</summary>
    private void WarnHost(string message)
    {
        object? asked = MyInvocation.BoundParameters.TryGetValue("WarningAction", out object? given) ? given : SessionState.PSVariable.GetValue("WarningPreference");
        if (LanguagePrimitives.ConvertTo<ActionPreference>(asked) is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore))
        {
            Host?.UI?.WriteWarningLine(message);
        }
    }

    /// <summary>Handles one of several: what cannot be handled is reported, and the rest goes on.</summary>
    /// <param name="target">What it is about, where the error does not say.</param>
    /// <param name="handle">Handles it.</param>
    private protected async Task TryAsync(object? target, Func<Task> handle)
    {
        try
        {
            await handle();
        }
        catch (RingCentralAdException error) when (error.Kind is ErrorKind.NotFound or ErrorKind.Conflict or ErrorKind.InvalidInput)
        {
            WriteError(ErrorRecords.From(error, target));
        }
    }

    private protected override void Ended()
    {
        if (_connection?.Store.Log?.TakeLoss() is { } loss)
        {
            WriteWarning($"{loss.Message} {loss.Remedy}");
        }
    }

    private protected override void Failing(ErrorRecord error) => _connection?.Store.Log?.Tell(
        SyncLogLevel.Error, "Command failed", ("Command", MyInvocation.MyCommand.Name), ("ErrorId", error.FullyQualifiedErrorId));

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing && _owned)
        {
            _connection?.Dispose();
            _connection = null;
            _owned = false;
        }

        base.Dispose(disposing);
    }
}
