using System.Reflection;

namespace RingCentralAD.Module.Tests.Host;

/// <summary>What the test cmdlets noted. Read from their assembly as the engine loaded it, also while a pipeline runs.</summary>
internal static class TestProbe
{
    public static string[] Events(string name)
    {
        Assembly loaded = AppDomain.CurrentDomain.GetAssemblies().Single(assembly => assembly.GetName().Name == "RingCentralAD.TestCmdlets");
        return (string[])loaded.GetType("RingCentralAD.TestCmdlets.Probe")!.GetMethod("Events")!.Invoke(null, [name])!;
    }
}
