using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Running;

/// <summary>The ranges of numbers in options, as the cmdlets that set them have them.</summary>
internal static class ConfigurationRanges
{
    /// <summary>What is out of range: the property and what is wrong.</summary>
    public static IEnumerable<(string Property, string What)> Breaches(object options) => options switch
    {
        ImportRules rules => Guard(rules.Guard).Concat(rules.AccountAutoConfirm.Any(static kind => kind != AutoConfirm.Exact)
            ? [("accountAutoConfirm", "a RingCentral import confirms nothing but Exact by itself.")]
            : []),
        ProvisioningOptions provisioning => Guard(provisioning.Guard)
            .Concat(provisioning.DeleteAfterDays is < 1 or > 3650 ? [("deleteAfterDays", "deleteAfterDays must be 1 to 3650.")] : [])
            .Concat(string.IsNullOrWhiteSpace(provisioning.ExtensionType) ? [("extensionType", "extensionType must have a value.")] : []),
        RecordOptions record => record.KeepDays is < 1 or > 36_500 ? [("keepDays", "keepDays must be 1 to 36500.")] : [],
        LogOptions log => log.MaxSize is < 1 or > 1000 || log.Keep is < 1 or > 1000 ? [("maxSize", "maxSize and keep must be 1 to 1000.")] : [],
        HealthLimits limits => ((string Name, int Value)[])[("stuckPeople", limits.StuckPeople), ("unassigned", limits.Unassigned), ("expiryDays", limits.ExpiryDays)] switch
        {
            var all => all.Where(static limit => limit.Value < 0).Select(static limit => (limit.Name, $"{limit.Name} must be 0 or more.")),
        },
        _ => [],
    };

    private static IEnumerable<(string Property, string What)> Guard(GuardOptions guard)
    {
        if (guard.Floor < 0)
        {
            yield return ("guard.floor", "floor must be 0 or more.");
        }

        if (guard.Cap < 0)
        {
            yield return ("guard.cap", "cap must be 0 or more.");
        }

        if (guard.Share is not (>= 0 and <= 1))
        {
            yield return ("guard.share", "share must be 0 to 1: 0.2 is 20 %.");
        }
    }
}
