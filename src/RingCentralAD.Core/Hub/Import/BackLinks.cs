namespace RingCentralAD.Core.Hub;

/// <summary>Attributes that a server reckons from other entries: they change and the entry is not reported as changed.</summary>
internal static class BackLinks
{
    // memberOf is not among them: the hub knows who came into a group and reads those people again.
    private static readonly string[] s_names = ["directReports", "managedObjects", "msExchBCC", "ownerBL", "publicDelegatesBL", "altRecipientBL", "msDS-parentdistname", "canonicalName"];

    /// <summary>The first of them among the attributes; null where there is none.</summary>
    public static string? In(IEnumerable<string> attributes) => attributes.FirstOrDefault(name => s_names.Contains(name, StringComparer.OrdinalIgnoreCase));
}
