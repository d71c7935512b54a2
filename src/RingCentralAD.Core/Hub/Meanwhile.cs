using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>What a person did by hand between a run's reading of a hub user and its writing: a run never takes it back.</summary>
internal static class Meanwhile
{
    /// <summary>What a run wants to store, with the words that were given since it read the row.</summary>
    /// <param name="read">The row as the run read it.</param>
    /// <param name="now">The row as it is stored.</param>
    /// <param name="wanted">The row as the run wants it.</param>
    public static HubUser Keep(HubUser read, HubUser now, HubUser wanted)
    {
        if (now.Status != read.Status || now.Hold != read.Hold || now.DeactivatedBy != read.DeactivatedBy)
        {
            wanted = wanted with { Status = now.Status, Hold = now.Hold, DeactivatedBy = now.DeactivatedBy };
        }

        if (now.LocalValues.Equals(read.LocalValues))
        {
            return wanted;
        }

        string[] edited = [.. now.LocalValues.Keys.Union(read.LocalValues.Keys).Where(name => !AttributeSet.SameValue(now.LocalValues[name], read.LocalValues[name]))];
        return wanted with
        {
            LocalValues = wanted.LocalValues.With(edited.Select(name => KeyValuePair.Create(name, now.LocalValues[name]))),
            Profile = wanted.Profile.With(edited.Select(name => KeyValuePair.Create(name, now.Profile[name]))),
        };
    }
}
