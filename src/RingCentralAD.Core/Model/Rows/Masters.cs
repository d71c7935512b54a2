namespace RingCentralAD.Core.Model;

/// <summary>A system that owns profiles and life cycle; the one with the smallest priority that knows a person decides.</summary>
/// <param name="System"><see cref="Ids.ActiveDirectory"/>, <see cref="Ids.RingCentral"/>, or a directory's id.</param>
/// <param name="Priority">1 comes first.</param>
/// <param name="Enabled">Switched off, the system is a normal application.</param>
public sealed record ProfileMaster(string System, int Priority, bool Enabled) : IHubRow;

/// <summary>An override of the profile masters for one attribute.</summary>
/// <param name="Attribute">The hub attribute.</param>
/// <param name="Systems">The systems that may give it, best first.</param>
/// <param name="FallThrough">A system without a value gives way to the next one.</param>
public sealed record AttributeMaster(string Attribute, IReadOnlyList<string> Systems, bool FallThrough) : IHubRow;
