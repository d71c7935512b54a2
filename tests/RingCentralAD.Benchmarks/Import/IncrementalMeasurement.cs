using System.Globalization;
using System.Text;
using RingCentralAD.TestServers;

namespace RingCentralAD.Benchmarks.Import;

/// <summary>Imports of what changed, beside ldapsearch by DirSync from the very cookie that the import goes on from.</summary>
internal sealed class IncrementalMeasurement(PeopleQuestion question, ImportShell shell, string hub, string folder)
{
    /// <summary>How many people are changed.</summary>
    public const int Changed = 100;

    private readonly SamplePerson[] _people =
        [.. new LargeDomain(4 * Changed).Persons.Where(person => Ascii.IsValid(person.Dn(SambaServer.BaseDn)) && !person.Dn(SambaServer.BaseDn).Contains('\\', StringComparison.Ordinal)).Take(Changed)];

    private int _changes;

    /// <summary>Once with nothing changed, once with some.</summary>
    public async Task RoundAsync(ImportFigures figures, CancellationToken cancellationToken)
    {
        figures.Unchanged.LdapSearch.Add(await SearchAsync(cancellationToken));
        figures.Unchanged.Import.Add((await ImportAsync(0, cancellationToken)).Milliseconds);
        await ChangeAsync(cancellationToken);
        figures.Changed.LdapSearch.Add(await SearchAsync(cancellationToken));
        figures.Changed.Import.Add((await ImportAsync(_people.Length, cancellationToken)).Milliseconds);
        figures.Changed.People = _people.Length;
    }

    /// <summary>Counts what goes over the connection, through a proxy that understands it.</summary>
    public async Task CountAsync(ImportFigures figures, CancellationToken cancellationToken)
    {
        using TestAuthority authority = new();
        string pem = Path.Combine(folder, "proxy.pem");
        await File.WriteAllTextAsync(pem, authority.Pem, cancellationToken);
        await using LdapProxy proxy = new(authority, question.Server.Address, 389);
        await shell.ConnectAsync(proxy.Server, pem, cancellationToken);
        await ImportAsync(0, cancellationToken);
        await CountAsync(figures.Unchanged, 0);
        await ChangeAsync(cancellationToken);
        await CountAsync(figures.Changed, _people.Length);
        await shell.ConnectAsync(question.Server.Address, question.Server.CaFile, cancellationToken);

        async Task CountAsync(IncrementalFigures counted, int people)
        {
            proxy.Restart();
            await ImportAsync(people, cancellationToken);
            (counted.Requests, counted.Answers) = (proxy.Requests, proxy.Answers);
        }
    }

    private async Task<(double Milliseconds, int Records)> ImportAsync(int expected, CancellationToken cancellationToken)
    {
        (double Milliseconds, int Records) import = await shell.ImportAndCountAsync(cancellationToken);
        return import.Records == expected ? import : throw new InvalidOperationException($"{expected} people had changed, and the import tells of {import.Records}.");
    }

    private async Task<double> SearchAsync(CancellationToken cancellationToken)
    {
        ToolResult read = await ServerTools.RunAsync("sqlite3", [hub, "select json_extract(cursor, '$.Position.Value') from directory_entry"], cancellationToken: cancellationToken);
        return (await LdapSearch.DirSync(question, read.Success("sqlite3").Trim()).ReadAsync(cancellationToken)).Milliseconds;
    }

    private async Task ChangeAsync(CancellationToken cancellationToken)
    {
        StringBuilder ldif = new();
        string department = string.Create(CultureInfo.InvariantCulture, $"Change {++_changes}");
        foreach (SamplePerson person in _people)
        {
            ldif.Append(CultureInfo.InvariantCulture, $"dn: {person.Dn(SambaServer.BaseDn)}\nchangetype: modify\nreplace: department\ndepartment: {department}\n-\n\n");
        }

        await question.Server.LdapModifyAsync(ldif.ToString(), cancellationToken);
    }
}
