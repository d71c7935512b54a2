using RingCentralAD.HelpWriter;
using RingCentralAD.HelpWriter.Reading;
using RingCentralAD.HelpWriter.Writing;

const string Usage = """
    Usage: HelpWriter <module.psd1> <folder> [-Check]

    Writes <folder>/en-US/<assembly>.dll-Help.xml and <folder>/docs/<Cmdlet>.md from the comments in the module's
    cmdlets, and <folder>/en-US/about_*.help.txt from docs/about_*.md and docs/errors.md. With -Check it writes nothing and tells which files differ. Exit code 1 where something differs or where a
    cmdlet or a parameter lacks its text.
    """;

if (args is not ([_, _] or [_, _, "-Check"]))
{
    Console.Error.WriteLine(Usage);
    return 64;
}

string folder = Path.GetFullPath(args[1]);
ModuleHelp module = ModuleReader.Read(Path.GetFullPath(args[0]), folder);
List<string> problems = [.. module.Commands.SelectMany(Gaps.In), .. module.Topics.SelectMany(Gaps.In)];
HelpFiles files = HelpFiles.Of(module, folder);
if (args.Length == 3)
{
    problems.AddRange(files.Differences());
}
else
{
    files.Write();
}

problems.ForEach(Console.Error.WriteLine);
return problems.Count == 0 ? 0 : 1;
