using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using RingCentralAD.TestServers;

namespace RingCentralAD.Benchmarks.Import;

/// <summary>
/// A library driven by a short script, which times itself from its connect to its last entry: the start of its interpreter does not count.
/// The script prints milliseconds and people.
/// </summary>
internal sealed class ScriptReader(string name, string program, string script, PeopleQuestion question, string? folder = null) : Reader(name)
{
    private const int PageSize = 1000;

    public override async Task<Reading> ReadAsync(CancellationToken cancellationToken)
    {
        using Process process = Start();
        Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
        string said = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 && said.Split(' ', StringSplitOptions.TrimEntries) is [var milliseconds, var people]
            ? new Reading(double.Parse(milliseconds, CultureInfo.InvariantCulture), int.Parse(people, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"{Name} ended with {process.ExitCode}: {await error}{said}");
    }

    public override async Task<long> PeakAsync(CancellationToken cancellationToken)
    {
        using Process process = Start();
        return await PeakAsync(process, cancellationToken);
    }

    private Process Start()
    {
        string asked = JsonSerializer.Serialize(new
        {
            url = question.Url,
            authority = question.Server.CaFile,
            user = SambaServer.Administrator,
            password = SambaServer.Password,
            @base = SambaServer.BaseDn,
            filter = question.Filter,
            attributes = question.Attributes,
            page = PageSize,
        });
        ProcessStartInfo info = new(program, [Path.Combine(AppContext.BaseDirectory, "Import", "Scripts", script)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (folder is not null)
        {
            info.Environment["RCAD_BENCH_MODULES"] = folder;
        }

        Process process = Process.Start(info)!;
        process.StandardInput.Write(asked);
        process.StandardInput.Close();
        return process;
    }
}
