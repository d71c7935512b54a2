using RingCentralAD.Module.Tests.Host;
using Xunit;

namespace RingCentralAD.Module.Tests;

public sealed class RunspaceStateTests
{
    private readonly string _probe = Guid.NewGuid().ToString();

    [Fact]
    public void Each_runspace_has_its_own()
    {
        using ModuleSession one = ModuleSession.Open(testCmdlets: true);
        using ModuleSession two = ModuleSession.Open(testCmdlets: true);
        one.Run("Set-TestState one").MustSucceed();
        two.Run("Set-TestState two").MustSucceed();

        Assert.Equal(["one"], one.Run("Set-TestState").Values);
        Assert.Equal(["two"], two.Run("Set-TestState").Values);
    }

    [Fact]
    public void A_new_value_releases_the_one_before()
    {
        using ModuleSession session = ModuleSession.Open(testCmdlets: true);
        session.Run("param($p) Set-TestState a -Probe $p; Set-TestState b -Probe $p", _probe).MustSucceed();

        Assert.Equal(["released a"], Events());
    }

    [Fact]
    public void Removing_the_module_releases_it_here_and_nowhere_else()
    {
        using ModuleSession one = ModuleSession.Open(testCmdlets: true);
        using ModuleSession two = ModuleSession.Open(testCmdlets: true);
        one.Run("param($p) Set-TestState one -Probe $p", _probe).MustSucceed();
        two.Run("param($p) Set-TestState two -Probe $p", _probe).MustSucceed();

        one.Run("Remove-Module RingCentralAD").MustSucceed();

        Assert.Equal(["released one"], Events());
        Assert.Equal(["two"], two.Run("Set-TestState").Values);
    }

    [Fact]
    public void Closing_the_runspace_releases_it()
    {
        using (ModuleSession session = ModuleSession.Open(testCmdlets: true))
        {
            session.Run("param($p) Set-TestState x -Probe $p", _probe).MustSucceed();
        }

        // The engine announces the end of a runspace on another thread.
        Assert.True(SpinWait.SpinUntil(() => Events().Length > 0, TimeSpan.FromSeconds(30)));
        Assert.Equal(["released x"], Events());
    }

    private string[] Events() => TestProbe.Events(_probe);
}
