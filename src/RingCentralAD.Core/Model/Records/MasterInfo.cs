namespace RingCentralAD.Core.Model;

/// <summary>A profile master as people read it.</summary>
/// <param name="System">ActiveDirectory (every directory), RingCentral, or a directory's name.</param>
/// <param name="Priority">1 comes first.</param>
/// <param name="Enabled">Switched off, the system is a normal application: it owns no profile and no life cycle.</param>
public sealed record ProfileMasterInfo(string System, int Priority, bool Enabled)
{
    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Priority} {System}{(Enabled ? "" : " (off)")}");
}

/// <summary>The masters of one attribute, in place of the profile masters.</summary>
/// <param name="Attribute">The hub attribute.</param>
/// <param name="System">Who may give it, best first: ActiveDirectory, RingCentral, Hub (set by hand), or a directory's name.</param>
/// <param name="FallThrough">A master without a value gives way to the next one.</param>
public sealed record AttributeMasterInfo(string Attribute, IReadOnlyList<string> System, bool FallThrough)
{
    /// <inheritdoc />
    public override string ToString() => $"{Attribute}: {string.Join(", ", System)}";
}
