using System.Management.Automation;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Commands;

/// <summary>Lists who is stuck: since when, why, and what to do.</summary>
/// <remarks>
/// <para>Each row names the person, the attribute, the reason in the guide's words where it has them, the directory's attribute and
/// entry behind it, and the remedy. Mended ones go away by themselves.</para>
/// </remarks>
/// <example>
/// <code>Get-RcProvisioningError | Group-Object ErrorId -NoElement</code>
/// <para>Counts the reasons.</para>
/// </example>
/// <example>
/// <code>Get-RcProvisioningError zoe@contoso.com | Format-List</code>
/// <para>Shows all about one person.</para>
/// </example>
/// <example>
/// <code>Get-HubUser -Group 'RC Pilot' | Get-RcProvisioningError | Trace-HubUser</code>
/// <para>Explains everybody of a group who is stuck.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "RcProvisioningError")]
[OutputType(typeof(Problem))]
public sealed class GetRcProvisioningErrorCommand : HubCmdlet
{
    private readonly List<string> _names = [];

    /// <summary>The people: names or logins, with wildcards; hub user id, mail, user principal name, sAMAccountName, distinguished name or GUID; or objects that have one of these. Without it all are listed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("HubUserId", "ObjectGUID", "UserPrincipalName", "Login", "Mail", "DistinguishedName", "SamAccountName")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UserCompleter))]
    [AllowNull]
    [AllowEmptyCollection]
    public UserIdentity?[]? Person { get; set; }

    /// <summary>Only problems that show at this stage.</summary>
    [Parameter]
    public RunKind? Stage { get; set; }

    /// <inheritdoc />
    protected override Task ProcessAsync()
    {
        _names.AddRange(UserIdentity.Named(Person, WriteError).Select(static person => person.Value));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    /// <remarks>The list is read once for all who were piped.</remarks>
    protected override async Task EndAsync()
    {
        bool all = !MyInvocation.ExpectingInput && !IsGiven(nameof(Person));
        if (!all && _names.Count == 0)
        {
            return;
        }

        Filter<Problem> filter = new();
        if (Stage is { } stage)
        {
            filter.Equal(row => row.Stage, stage);
        }

        IHubStore hub = await StoreAsync();
        Problem[] problems = [.. (await hub.ListAsync(filter, StopToken)).OrderBy(problem => problem.Person, StringComparer.OrdinalIgnoreCase)];
        HashSet<string> ids = all || problems.Length == 0 ? [] : await IdsAsync(hub);
        NamePatterns wanted = new(all ? ["*"] : _names);
        foreach (Problem problem in problems)
        {
            if (wanted.Fit(problem.Person) || (problem.UserId is { } id && (ids.Contains(id) || wanted.Fit(await LoginAsync(hub, id)))))
            {
                WriteObject(problem);
            }
        }
    }

    /// <summary>The people of the hub who are called so. A name that is nobody's there may still be that of an entry which never came into the hub.</summary>
    private async Task<HashSet<string>> IdsAsync(IHubStore hub)
    {
        HashSet<string> ids = new(StringComparer.Ordinal);
        PersonLookup lookup = new(hub);
        foreach (string name in _names.Where(static name => !WildcardPattern.ContainsWildcardCharacters(name)).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            try
            {
                if (await lookup.FindOrNullAsync(name, StopToken) is { } user)
                {
                    ids.Add(user.Id);
                }
            }
            catch (RingCentralAdException error) when (error.Kind == ErrorKind.Conflict)
            {
            }
        }

        return ids;
    }

    private async Task<string?> LoginAsync(IHubStore hub, string id) => (await hub.FindAsync(new Filter<HubUser>().Equal(row => row.Id, id), StopToken))?.Login;
}
