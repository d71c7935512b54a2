namespace RingCentralAD.Core.Storage;

/// <summary>What a column holds; a dialect says how.</summary>
internal enum ColumnType
{
    /// <summary>Text, compared byte by byte.</summary>
    Text,

    /// <summary>A matching key: text that is indexed, and so kept short.</summary>
    MatchKey,

    /// <summary>A whole number of 64 bits.</summary>
    Integer,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Microseconds since 1970-01-01 UTC.</summary>
    Time,

    /// <summary>A JSON document as text; no filter can name it.</summary>
    Json,
}
