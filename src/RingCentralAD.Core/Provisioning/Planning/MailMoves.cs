using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// People who take over each other's mail addresses in one plan. RingCentral takes an address once, so whoever gives one up goes before
/// whoever gets it; where they wait for each other in a ring, one of them stands aside on an address of their own first.
/// </summary>
internal sealed class MailMoves
{
    private readonly AccountFacts _facts;
    private readonly Dictionary<string, PersonDiff> _moving;
    private readonly HashSet<string> _wantedTwice;
    private readonly List<(PersonDiff Diff, HashSet<string> Holders)> _waiting = [];
    private readonly HashSet<string> _staying = new(StringComparer.Ordinal);

    public MailMoves(AccountFacts facts, IEnumerable<PersonDiff> diffs)
    {
        _facts = facts;
        PersonDiff[] updates = [.. diffs.Where(diff => diff.Kind == DiffKind.Update && diff.ExtensionId is not null && MailOf(diff) is not null)];
        _moving = updates.GroupBy(diff => diff.ExtensionId!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        _wantedTwice = [.. updates.GroupBy(diff => MatchKey.Of(MailOf(diff)) ?? "").Where(group => group.Count() > 1).Select(group => group.Key)];
    }

    /// <summary>Why this person cannot have the new address; null where it is free, or is given up in this plan (then the person waits here).</summary>
    public string? Refuse(PersonDiff diff, out bool waits)
    {
        waits = false;
        if (MailOf(diff) is not { } mail)
        {
            return null;
        }

        Extension[] holders = [.. _facts.WithMail(mail).Where(other => other.Id != diff.ExtensionId)];
        if (_wantedTwice.Contains(MatchKey.Of(mail) ?? ""))
        {
            _staying.Add(diff.ExtensionId!);
            return $"mail {mail} is wanted by several people of this plan.";
        }

        if (holders.FirstOrDefault(holder => !_moving.ContainsKey(holder.Id)) is { } other)
        {
            _staying.Add(diff.ExtensionId!);
            return $"mail {mail} is used by extension {other.Number} '{other.Name}'.";
        }

        waits = holders.Length > 0;
        if (waits)
        {
            _waiting.Add((diff, [.. holders.Select(holder => holder.Id)]));
        }

        return null;
    }

    /// <summary>
    /// Those who waited, in an order that goes: each with the address they are to have, or with one to stand aside on, or with why they cannot.
    /// </summary>
    public IEnumerable<(PersonDiff Diff, string? Aside, string? Refused)> Resolve()
    {
        while (_waiting.Count > 0)
        {
            int next = _waiting.FindIndex(move => move.Holders.Any(_staying.Contains));
            if (next >= 0)
            {
                PersonDiff diff = Take(next);
                _staying.Add(diff.ExtensionId!);
                yield return (diff, null, $"mail {MailOf(diff)} belongs to somebody who is to give it up and cannot.");
                continue;
            }

            HashSet<string> pending = [.. _waiting.Select(move => move.Diff.ExtensionId!)];
            next = _waiting.FindIndex(move => !move.Holders.Any(pending.Contains));
            if (next >= 0)
            {
                yield return (Take(next), null, null);
                continue;
            }

            // A ring: its first one stands aside, and then no longer holds what the next one waits for.
            PersonDiff first = _waiting[0].Diff;
            foreach ((PersonDiff _, HashSet<string> holders) in _waiting)
            {
                holders.Remove(first.ExtensionId!);
            }

            yield return (first, Aside(MailOf(first)!), null);
        }
    }

    private PersonDiff Take(int at)
    {
        PersonDiff diff = _waiting[at].Diff;
        _waiting.RemoveAt(at);
        return diff;
    }

    /// <summary>An address of the person's own mailbox: what is mailed to it in the moment between reaches nobody else.</summary>
    private string Aside(string mail)
    {
        int at = mail.LastIndexOf('@');
        for (int number = 1; ; number++)
        {
            string aside = $"{mail[..at]}+rc{number}{mail[at..]}";
            if (!_facts.WithMail(aside).Any())
            {
                return aside;
            }
        }
    }

    private static string? MailOf(PersonDiff diff) => diff.Values.GetValueOrDefault("email");
}
