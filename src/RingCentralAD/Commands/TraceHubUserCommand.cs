using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Explains people: where each value comes from, and why there is a RingCentral account, none, or no longer one.</summary>
/// <remarks>
/// <para>Per value: every candidate with its mapping, who won and why. Per person: who owns the life cycle, the assignments and the groups they come by, the
/// links, what the next provisioning would do, what is held, blocked or refused, and what was done last. All of it from what the hub holds, by the code
/// that reckons and plans; no server is asked and nothing is changed.</para>
/// </remarks>
/// <example>
/// <code>Trace-HubUser zoe@contoso.com</code>
/// <para>Explains one person.</para>
/// </example>
/// <example>
/// <code>(Trace-HubUser zoe@contoso.com -Attribute primaryPhone).Values.Candidates</code>
/// <para>Shows who could have given the phone number, and what became of each.</para>
/// </example>
/// <example>
/// <code>Get-HubUser -Status Active | Trace-HubUser | Where-Object Standing -eq Awaiting | Format-Table Person, RingCentral</code>
/// <para>Shows who waits for an account, and why.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Trace, "HubUser")]
[OutputType(typeof(HubUserTrace))]
public sealed class TraceHubUserCommand : NamedPersonCmdlet
{
    private NamePatterns? _wanted;
    private HubUserTracer? _tracer;

    /// <summary>Only these attributes; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HubAttributeCompleter))]
    public string[] Attribute { get; set; } = ["*"];

    /// <inheritdoc />
    private protected override async Task HandleAsync(IHubStore hub, HubUser user)
    {
        _wanted ??= await WantedAsync(hub);
        _tracer ??= await HubUserTracer.LoadAsync(hub, Time, StopToken);
        HubUserTrace trace = await _tracer.TraceAsync(user, StopToken);
        WriteObject(trace with { Values = [.. trace.Values.Where(value => _wanted.Fit(value.Attribute))] });
    }

    /// <summary>A name that the hub does not have is an error, told once.</summary>
    private async Task<NamePatterns> WantedAsync(IHubStore hub)
    {
        NamePatterns wanted = new(Attribute);
        foreach (HubAttribute attribute in await hub.ListAsync<HubAttribute>(cancellationToken: StopToken))
        {
            wanted.Fit(attribute.Name);
        }

        wanted.Report(this, static name => new RingCentralAdException(
            "HubAttributeNotFound", ErrorKind.NotFound, $"Hub has no attribute '{name}'.", "List them with Get-HubAttribute; Add-HubAttribute adds one.", name));
        return wanted;
    }
}
