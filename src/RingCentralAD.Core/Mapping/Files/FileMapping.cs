using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Mapping;

/// <summary>A mapping as a file has it, with its place there.</summary>
/// <param name="Mapping">The mapping; its directory is still the name.</param>
/// <param name="Line">The line where it begins, 1-based.</param>
/// <param name="Property">The path inside the file, such as <c>mappings[3].expression</c>.</param>
internal sealed record FileMapping(AttributeMapping Mapping, int Line, string Property)
{
    /// <summary>It comes from Okta, whose names of a directory's attributes are the guide's.</summary>
    public bool FromOkta { get; init; }
}
