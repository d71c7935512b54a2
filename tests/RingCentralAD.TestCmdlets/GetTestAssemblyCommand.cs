using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;
using RingCentralAD.Core.Model;

namespace RingCentralAD.TestCmdlets;

/// <summary>Loads every assembly beside Core as Core itself would, opens SQLite's native library, and tells what came from where.</summary>
[Cmdlet(VerbsCommon.Get, "TestAssembly")]
[OutputType(typeof(string))]
public sealed class GetTestAssemblyCommand : PSCmdlet
{
    protected override void EndProcessing()
    {
        Assembly core = typeof(RingCentralAdException).Assembly;
        AssemblyLoadContext context = AssemblyLoadContext.GetLoadContext(core)!;
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(core.Location)!, "*.dll"))
        {
            Assembly loaded = context.LoadFromAssemblyName(AssemblyName.GetAssemblyName(file));
            WriteObject($"{AssemblyLoadContext.GetLoadContext(loaded)!.Name} {loaded.Location}");
        }

        Type connection = context.LoadFromAssemblyName(new AssemblyName("Microsoft.Data.Sqlite")).GetType("Microsoft.Data.Sqlite.SqliteConnection")!;
        using System.Data.Common.DbConnection database = (System.Data.Common.DbConnection)Activator.CreateInstance(connection, "Data Source=:memory:")!;
        database.Open();
        WriteObject($"SQLite {database.ServerVersion}");
    }
}
