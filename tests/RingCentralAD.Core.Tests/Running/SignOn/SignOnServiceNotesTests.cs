using System.Diagnostics;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using Xunit;

namespace RingCentralAD.Core.Tests.Running;

/// <summary>The number of a service that died may be another process's now; that one is never taken for the service.</summary>
public sealed class SignOnServiceNotesTests
{
    [Theory]
    [InlineData(true, "RingCentralAD.Sso.dll", "--hub", "a.db", "--listen", "http://127.0.0.1:8080")]
    [InlineData(true, "RingCentralAD.Sso.dll", "--hub", "a.db")]
    [InlineData(false, "RingCentralAD.Sso.dll", "--hub", "b.db", "--listen", "http://127.0.0.1:8081")]
    [InlineData(false, "Other.dll", "--listen", "http://127.0.0.1:8080")]
    public async Task A_process_is_the_service_by_its_program_and_where_it_listens(bool isService, params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere a process is known by when it began.");
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "echo up; read answer; :", .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        try
        {
            await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            SignOnServiceNote note = new(Environment.MachineName, "http://127.0.0.1:8080", process.Id, DateTimeOffset.UtcNow);
            Assert.Equal(isService, SignOnServiceNotes.IsAlive(note));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }
}
