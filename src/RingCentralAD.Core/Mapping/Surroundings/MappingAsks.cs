namespace RingCentralAD.Core.Mapping;

/// <summary>What a mapping asks for beyond the profile of its left-hand side.</summary>
[Flags]
public enum MappingAsks
{
    /// <summary>Nothing: the profile is enough.</summary>
    None = 0,

    /// <summary>The person's groups, nested ones included.</summary>
    Groups = 1,

    /// <summary>The person's manager or assistant.</summary>
    People = 2,

    /// <summary>The person's entry in a directory.</summary>
    Entry = 4,
}
