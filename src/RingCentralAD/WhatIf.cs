using System.Management.Automation;

namespace RingCentralAD;

/// <summary>Tells a what-if from a person's no: both make ShouldProcess false, but only the first wants to see the plan.</summary>
internal static class WhatIf
{
    /// <summary>Whether -WhatIf was given, or $WhatIfPreference is set.</summary>
    public static bool IsAsked(PSCmdlet cmdlet) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given)
            ? given is SwitchParameter { IsPresent: true } or true
            : LanguagePrimitives.IsTrue(cmdlet.SessionState.PSVariable.GetValue("WhatIfPreference"));
}
