using System.Management.Automation;
using System.Runtime.InteropServices;
using System.Text;
using RingCentralAD.Shell;
using RingCentralAD.Shell.Hosting;

ShellOptions options;
try
{
    options = ShellOptions.Parse(args);
}
catch (ArgumentException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    Console.Error.WriteLine(ShellOptions.Usage);
    return ExitCode.Usage;
}

if (options.Help)
{
    Console.Out.WriteLine(ShellOptions.Usage);
    return ExitCode.Success;
}

string manifest = options.Module is { } named ? Path.GetFullPath(named) : ModuleLocation.Find();
if (!File.Exists(manifest))
{
    Console.Error.WriteLine($"There is no module '{manifest}'.");
    return ExitCode.Usage;
}

Language.Choose();
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using ShellHost host = new(options.NonInteractive);
using Session session = Session.Open(host, manifest, pester: options.Pester is not null);
using PosixSignalRegistration interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
using PosixSignalRegistration terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
try
{
    return options switch
    {
        { Pester: { } tests } => session.RunPester(tests),
        { File: { } file } => session.RunFile(file, options.Arguments),
        { Command: { } command } => session.RunCommand(command),
        _ => new Prompt(session).Run(),
    };
}
catch (Exception error) when (error is IOException or ItemNotFoundException)
{
    Console.Error.WriteLine(error.Message);
    return ExitCode.Usage;
}

void OnSignal(PosixSignalContext context)
{
    // At an idle prompt a termination still ends the program; whatever runs is stopped first.
    context.Cancel = session.Stop(context.Signal == PosixSignal.SIGTERM ? ExitCode.Terminated : ExitCode.Interrupted)
        || context.Signal == PosixSignal.SIGINT;
}
