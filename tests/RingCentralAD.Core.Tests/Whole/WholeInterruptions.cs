using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Tests.Hub;
using RingCentralAD.Core.Tests.MainJob;
using RingCentralAD.Simulator;
using Xunit;

namespace RingCentralAD.Core.Tests.Whole;

/// <summary>Runs that come to no end: the process dies, the connection breaks, an answer is lost, the pipeline or the administrator has enough.</summary>
internal sealed class WholeInterruptions(WholeSystem system, WholeModel model, Random random, bool soak)
{
    /// <summary>How many runs of each kind were broken off, and how.</summary>
    public SortedDictionary<string, int> Kinds { get; } = new(StringComparer.Ordinal);

    /// <summary>An import, cut off anywhere; nothing of it is taken for complete.</summary>
    public async Task ImportAsync()
    {
        int kind = random.Next(3);
        Count("import " + (kind switch { 0 => "broken off", 1 => "killed", _ => "stopped" }));
        system.Source.BreakAfter = kind == 0 ? random.Next(30) : int.MaxValue;
        await EndureAsync(() => system.ImportAsync(kind == 1 ? new Dying(system.Hub, random.Next(1, 9)) : null, new ImportRequest { AcceptGuard = true }, kind == 2 ? random.Next(4) : int.MaxValue));
        system.Source.BreakAfter = int.MaxValue;
    }

    /// <summary>A provisioning run, cut off anywhere; the model takes over how far it came, and nothing but what the run was to do may have happened.</summary>
    public async Task ProvisionAsync()
    {
        int kind = random.Next(soak ? 16 : 40) == 0 ? 3 : random.Next(3);
        Count("provisioning " + (kind switch { 0 => "died", 1 => "stopped", 2 => "answers lost", _ => "killed (kill -9)" }));
        switch (kind)
        {
            case 0:
                await EndureAsync(() => system.ProvisionAsync(new Dying(system.Hub, random.Next(1, 25))));
                break;
            case 1:
                await EndureAsync(() => system.ProvisionAsync(cutAfter: random.Next(1, 6)));
                break;
            case 2:
                foreach (FaultStage stage in (FaultStage[])[FaultStage.Before, FaultStage.After])
                {
                    system.Simulator.Faults.Add(new FaultRule { Kind = FaultKind.ConnectionReset, Stage = stage, Operation = "updateExtension", Probability = 0.4, Seed = random.Next(), Count = 6 });
                }

                await EndureAsync(() => system.ProvisionAsync());
                system.Simulator.Faults.Clear();
                break;
            default:
                await RunProcess.RunAsync(system.HubPath, system.Simulator.BaseUri, (random.Next(1, 5), random.Next(40)), system.Time.GetUtcNow() - TimeProvider.System.GetUtcNow());
                break;
        }

        Observe();
    }

    /// <summary>A write-back, cut off anywhere: each value is the one before or the one that was to be written.</summary>
    public async Task WriteBackAsync()
    {
        int kind = random.Next(3);
        Count("write-back " + (kind switch { 0 => "died", 1 => "stopped", _ => "answer lost" }));
        system.Source.LosesAnswerAfter = kind == 2 ? random.Next(4) : int.MaxValue;
        await EndureAsync(() => system.WriteBackAsync(kind == 0 ? new Dying(system.Hub, random.Next(1, 12)) : null, kind == 1 ? random.Next(1, 4) : int.MaxValue));
        system.Source.LosesAnswerAfter = int.MaxValue;
        Dictionary<ModelPerson, string> after = model.Written();
        foreach (ModelPerson entry in system.Domain.People)
        {
            string? now = entry.Values.GetValueOrDefault("telephoneNumber");
            Assert.True(now == model.Phones.GetValueOrDefault(entry) || now == after.GetValueOrDefault(entry), $"{entry} holds {now}");
        }
    }

    /// <summary>Each extension is as it was before the run, as it was to be, or on the way: nothing else may have come of it.</summary>
    private void Observe()
    {
        Dictionary<ExpectedPerson, ExpectedLine?> after = model.Provisioned();
        foreach (ExpectedPerson person in model.People)
        {
            ExpectedLine? wanted = after[person];
            if (person.Line is null)
            {
                // Linked or made: an extension that was there before stays a stranger until it shows that it was taken.
                person.Line = wanted switch
                {
                    { Id: 0 } when model.Made(person) is { } made => ExpectedLine.Of(made),
                    { Id: > 0 } when ExpectedLine.Of(system.State.Find(wanted.Id)!).ToString() != model.Strangers.Single(stranger => stranger.Id == wanted.Id).ToString() => ExpectedLine.Of(system.State.Find(wanted.Id)!),
                    _ => null,
                };
                model.Strangers.RemoveAll(stranger => stranger.Id == person.Line?.Id);
                continue;
            }

            ExpectedLine now = ExpectedLine.Of(system.State.Find(person.Line.Id)!);
            Assert.True(now.Status == person.Line.Status || now.Status == wanted!.Status, $"{person}: {now.Status}");
            for (int field = 0; field < ExpectedLine.Fields.Count; field++)
            {
                string? value = now.Contact[field];
                Assert.True(
                    Plain(value) == Plain(person.Line.Contact[field]) || Plain(value) == Plain(wanted!.Contact[field]) || (field == ExpectedLine.Mail && value!.Contains("+rc", StringComparison.Ordinal)),
                    $"{person}: {ExpectedLine.Fields[field]} is {value}, was {person.Line.Contact[field]}, was to be {wanted!.Contact[field]}");
            }

            person.Line = now;
        }

        static string Plain(string? value) => value ?? "";
    }

    private void Count(string kind) => Kinds[kind] = Kinds.GetValueOrDefault(kind) + 1;

    private static async Task EndureAsync<T>(Func<Task<T>> run)
    {
        try
        {
            await run();
        }
        catch (IOException)
        {
            // The process is dead, or the connection was cut.
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            // It was stopped.
        }
        catch (RingCentralAdException error) when (error.Kind == ErrorKind.Unavailable)
        {
            // An answer was lost.
        }
    }
}
