using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>Sums up what mappings would do to everybody: counts, a few examples, and who has which value where it must be unique.</summary>
internal sealed class MappingTestSums
{
    private const int MostExamples = 100;
    private const int MostCollisions = 1000;
    private readonly Dictionary<(MappingDirection Direction, string? Directory, string Target), Sum> _sums = [];
    private readonly Dictionary<(string Target, string Key), Holder> _holders = [];
    private readonly HashSet<(string Target, string Key)> _shared = [];

    /// <summary>Somebody has a value that must be unique in the hub (login, email) or at RingCentral (rc:email …).</summary>
    public void Hold(string target, string? value, string userId, string name)
    {
        if (MatchKey.Of(value) is not { } key)
        {
            return;
        }

        if (!_holders.TryGetValue((target, key), out Holder? holder))
        {
            _holders[(target, key)] = new Holder(userId, name);
        }
        else if (holder.Add(userId, name))
        {
            _shared.Add((target, key));
        }
    }

    public void Add(HubUser user, IReadOnlyList<MappingTestRecord> records)
    {
        foreach (MappingTestRecord record in records)
        {
            var key = (record.Direction, record.Directory, record.Target);
            if (!_sums.TryGetValue(key, out Sum? sum))
            {
                _sums[key] = sum = new Sum(record.Expression);
            }

            sum.Add(record);
            if (UniqueAs(record.Direction, record.Target) is { } unique)
            {
                Hold(unique, (record.After ?? record.Before) as string, user.Id, user.Name);
            }
        }
    }

    public IReadOnlyList<MappingTestSummary> ToSummaries() =>
    [
        .. _sums.OrderBy(pair => pair.Key.Direction).ThenBy(pair => pair.Key.Directory, StringComparer.Ordinal).ThenBy(pair => pair.Key.Target, StringComparer.Ordinal)
            .Select(pair => pair.Value.ToSummary(pair.Key.Direction, pair.Key.Directory, pair.Key.Target, Collisions(pair.Key.Direction, pair.Key.Target))),
    ];

    private (string Value, Holder Holder)[] Collisions(MappingDirection direction, string target) => UniqueAs(direction, target) is { } unique
        ? [.. _shared.Where(key => key.Target == unique).OrderBy(key => key.Key, StringComparer.Ordinal).Select(key => (key.Key, _holders[key]))]
        : [];

    /// <summary>RingCentral takes a mail address and an extension number once in an account.</summary>
    private static string? UniqueAs(MappingDirection direction, string target) => (direction, target) switch
    {
        (MappingDirection.AdToHub or MappingDirection.RcToHub, "login" or "email") => target,
        (MappingDirection.HubToRc, "email" or "userName" or "extensionNumber") => "rc:" + target,
        _ => null,
    };

    private sealed class Holder(string userId, string name)
    {
        private HashSet<string>? _others;

        public List<string> People { get; } = [name];

        /// <summary>True where it is somebody else.</summary>
        public bool Add(string otherId, string otherName)
        {
            if (otherId == userId || !(_others ??= []).Add(otherId))
            {
                return false;
            }

            People.Add(otherName);
            return true;
        }
    }

    private sealed class Sum(string expression)
    {
        private readonly List<MappingTestRecord> _changes = [];
        private readonly List<MappingTestRecord> _failures = [];
        private int _people;
        private int _changed;
        private int _new;
        private int _failed;
        private int _notUsed;

        public void Add(MappingTestRecord record)
        {
            _people++;
            switch (record.Outcome)
            {
                case MappingOutcome.Failed:
                    _failed++;
                    Keep(_failures, record);
                    break;
                case MappingOutcome.New:
                    _new++;
                    break;
                case MappingOutcome.Held or MappingOutcome.NotUsed:
                    _notUsed++;
                    break;
                case MappingOutcome.Set or MappingOutcome.Changed or MappingOutcome.Cleared:
                    _changed++;
                    Keep(_changes, record);
                    break;
            }
        }

        public MappingTestSummary ToSummary(MappingDirection direction, string? directory, string target, (string Value, Holder Holder)[] collisions) => new()
        {
            Direction = direction,
            Directory = directory,
            Target = target,
            Expression = expression,
            People = _people,
            Changed = _changed,
            New = _new,
            Failed = _failed,
            NotUsed = _notUsed,
            Colliding = collisions.Sum(collision => collision.Holder.People.Count),
            Changes = _changes,
            Failures = _failures,
            Collisions = [.. collisions.Take(MostCollisions).Select(collision => new MappingCollision(collision.Value, collision.Holder.People))],
        };

        private static void Keep(List<MappingTestRecord> examples, MappingTestRecord record)
        {
            if (examples.Count < MostExamples)
            {
                examples.Add(record);
            }
        }
    }
}
