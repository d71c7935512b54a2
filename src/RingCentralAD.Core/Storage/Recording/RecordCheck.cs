using System.Globalization;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>What a look at the whole record found.</summary>
/// <param name="Lines">How many lines it has.</param>
/// <param name="Erased">How many of them were erased with their person.</param>
/// <param name="First">The number of its first line: 1, or the one after the last that was pruned.</param>
/// <param name="Head">Its last line as "number:hash"; who notes it elsewhere can tell later that nothing was taken away or made anew. Empty where it has none.</param>
/// <param name="BrokenAt">The number of the first line that is not as it was written; null where all are.</param>
/// <param name="Broken">What is wrong with it.</param>
public sealed record RecordState(long Lines, long Erased, long First, string Head, long? BrokenAt, string? Broken);

/// <summary>Follows the record's chain from its beginning to its end, as it is at one moment.</summary>
public static class RecordCheck
{
    /// <summary>Reads all lines in their order and reckons each hash again; then compares the runs with what the record tells of them.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="expectedHead">A head that was noted earlier, which the chain must still go through; null for none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static Task<RecordState> RunAsync(IHubStore hub, string? expectedHead = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        return ((RelationalStore)hub).ReadWholeAsync(
            async session =>
            {
                RecordState state = await FollowAsync(session, expectedHead, cancellationToken).ConfigureAwait(false);
                return state.BrokenAt is null && await RunCheck.FirstFaultAsync(session, cancellationToken).ConfigureAwait(false) is { } fault
                    ? state with { Head = "", BrokenAt = fault.Line, Broken = fault.Words }
                    : state;
            },
            cancellationToken);
    }

    private static async Task<RecordState> FollowAsync(Session session, string? expectedHead, CancellationToken cancellationToken)
    {
        RecordHead? end = (await session.ListAsync(new Filter<RecordHead>(), cancellationToken).ConfigureAwait(false)).FirstOrDefault();
        (long number, string hash) = await BeginningAsync(session, cancellationToken).ConfigureAwait(false);
        (string wantedNumber, string wantedHash) = Split(expectedHead);
        bool met = expectedHead is null;
        long lines = 0, erased = 0, first = 0;
        await foreach (RecordedChange line in session.StreamAsync(new Filter<RecordedChange>().OrderBy(static row => row.Number), cancellationToken).ConfigureAwait(false))
        {
            first = lines++ == 0 ? line.Number : first;
            erased += line.Content is null && line.Digest != RecordChain.NoDigest ? 1 : 0;
            if (Fault(line, number, hash) is { } fault)
            {
                return Broken(line.Number, fault);
            }

            (number, hash) = (line.Number, line.Hash);
            if (wantedNumber == Text(number))
            {
                if (wantedHash != hash)
                {
                    return Broken(number, "the head that was noted has another hash: the record was written anew before it");
                }

                met = true;
            }
        }

        if (EndFault(end, lines, number, hash) is { } wrongEnd)
        {
            return Broken(wrongEnd.Line, wrongEnd.Words);
        }

        return met || IsPruned(wantedNumber, first)
            ? new RecordState(lines, erased, first, lines == 0 ? "" : $"{Text(number)}:{hash}", null, null)
            : Broken(number + 1, $"line {wantedNumber}, which was noted as its head, is missing: lines at the end were taken away");

        RecordState Broken(long line, string words) => new(lines, erased, first, "", line, words);
    }

    private static string? Fault(RecordedChange line, long before, string hash)
    {
        if (line.Number != before + 1)
        {
            return $"the line before it is {Text(before)}: {(line.Number > before ? "lines between were taken away" : "it was put in")}";
        }

        if (line.Content is not null && RecordChain.Digest(line.Salt ?? "", line.Content) != line.Digest)
        {
            return "its content is not what was written";
        }

        return RecordChain.HashOf(hash, line) == line.Hash ? null : "it, or the line before it, is not what was written";
    }

    private static (long Line, string Words)? EndFault(RecordHead? end, long lines, long number, string hash) => end switch
    {
        null when lines == 0 => null,
        null => (number, "the hub's own note of where the record ends is missing"),
        _ when end.Number > number => (number + 1, $"the record ended with line {Text(end.Number)}: lines at the end were taken away"),
        _ when end.Number < number => (end.Number + 1, "the record ended before it: it was put in"),
        _ => end.Hash == hash ? null : (number, "the hub's own note of where the record ends has another hash"),
    };

    // After pruning the chain goes on from the hash that the newest line about it holds; that line itself is part of the chain.
    private static async Task<(long Number, string Hash)> BeginningAsync(Session session, CancellationToken cancellationToken)
    {
        Filter<RecordedChange> pruned = new Filter<RecordedChange>().Equal(static row => row.Kind, ChangeKind.Pruned).OrderBy(static row => row.Number, descending: true).Take(1);
        if ((await session.ListAsync(pruned, cancellationToken).ConfigureAwait(false)).FirstOrDefault() is not { } line)
        {
            return (0, RecordChain.Beginning);
        }

        ChangeFacts facts = RecordJson.ReadFacts(line.Facts);
        return (facts.Counts?.GetValueOrDefault("Through") ?? 0, facts.Hash ?? "");
    }

    private static bool IsPruned(string number, long first) => long.TryParse(number, CultureInfo.InvariantCulture, out long wanted) && wanted < first;

    private static (string Number, string Hash) Split(string? head)
    {
        string[] parts = (head ?? "").Split(':', 2);
        return parts.Length == 2 ? (parts[0], parts[1]) : (parts[0], "");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
