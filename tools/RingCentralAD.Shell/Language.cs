using System.Globalization;

namespace RingCentralAD.Shell;

/// <summary>The language of what is shown.</summary>
internal static class Language
{
    /// <summary>
    /// English where the machine names none (LANG=C, as in containers): in the invariant culture the engine breaks lines within words, and finds no help.
    /// </summary>
    public static void Choose()
    {
        CultureInfo english = CultureInfo.GetCultureInfo("en-US");
        if (CultureInfo.CurrentUICulture.Equals(CultureInfo.InvariantCulture))
        {
            (CultureInfo.CurrentUICulture, CultureInfo.DefaultThreadCurrentUICulture) = (english, english);
        }

        if (CultureInfo.CurrentCulture.Equals(CultureInfo.InvariantCulture))
        {
            (CultureInfo.CurrentCulture, CultureInfo.DefaultThreadCurrentCulture) = (english, english);
        }
    }
}
