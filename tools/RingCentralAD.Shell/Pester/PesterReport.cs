using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace RingCentralAD.Shell.Pester;

/// <summary>Tells what becomes of each test, and counts.</summary>
internal sealed class PesterReport(PSHostUserInterface screen)
{
    public int Passed { get; private set; }

    public int Failed { get; private set; }

    public int Skipped { get; private set; }

    public void Heading(PesterBlock block)
    {
        string label = block.Depth < 0 ? "Running" : block.Depth == 0 ? "Describing" : "Context";
        screen.WriteLine($"{Indent(Math.Max(0, block.Depth))}{label} {block.Name}");
    }

    public void Pass(PesterBlock block, PesterTest test, TimeSpan took)
    {
        Passed++;
        screen.WriteLine(ConsoleColor.Green, ConsoleColor.Black, $"{Indent(block.Depth + 1)}[+] {test.Name} {took.TotalMilliseconds.ToString("N0", CultureInfo.InvariantCulture)} ms");
    }

    public void Skip(PesterBlock block, PesterTest test)
    {
        Skipped++;
        screen.WriteLine(ConsoleColor.Yellow, ConsoleColor.Black, $"{Indent(block.Depth + 1)}[!] {test.Name}");
    }

    public void Fail(PesterBlock block, string name, ErrorRecord error)
    {
        Failed++;
        string indent = Indent(block.Depth + 1);
        string place = error.InvocationInfo is { ScriptName: { Length: > 0 } script } info ? $"{script}:{info.ScriptLineNumber}" : error.ScriptStackTrace ?? "";
        string[] lines = [$"[-] {name}", .. error.ToString().Split('\n').Select(line => $"    {line.TrimEnd()}"), $"    at {place}"];
        foreach (string line in lines)
        {
            screen.WriteLine(ConsoleColor.Red, ConsoleColor.Black, indent + line);
        }
    }

    public void Close() => screen.WriteLine($"{Passed} passed, {Failed} failed, {Skipped} skipped");

    private static string Indent(int depth) => new(' ', depth * 2);
}
