using System.Text;
using RingCentralAD.Benchmarks.Expressions;
using RingCentralAD.Benchmarks.Harness;
using RingCentralAD.Benchmarks.Import;
using RingCentralAD.Benchmarks.Sync;

if (args is [ShellWorker.Argument])
{
    return ShellWorker.Run(Console.In, Console.Out);
}

BenchmarkPart[] parts = [ImportBenchmark.Part, SyncBenchmark.Part, ExpressionBenchmark.Part];
Options options;
try
{
    options = Options.Parse(args, parts);
}
catch (ArgumentException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    Console.Error.WriteLine(Options.Usage(parts));
    return 2;
}

if (options.Help)
{
    Console.Out.WriteLine(Options.Usage(parts));
    return 0;
}

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    Console.Out.WriteLine(Machine.Describe());
    foreach (BenchmarkPart part in options.Parts)
    {
        Report report = new(part, Console.Out);
        await part.RunAsync(options, report, stop.Token);
        if (options.WritePath is { } path)
        {
            BenchmarkPage.Update(path, part.Name, report.Text);
        }
    }

    return 0;
}
catch (OperationCanceledException)
{
    return 130;
}
catch (InvalidOperationException failed)
{
    Console.Error.WriteLine(failed.Message);
    return 1;
}
