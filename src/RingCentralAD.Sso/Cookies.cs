namespace RingCentralAD.Sso;

/// <summary>
/// The cookies: for this host alone (__Host-), over TLS alone, out of reach of scripts. Lax, so that no other site's form brings them: a request that comes
/// by HTTP-POST is answered by a redirect to an address of ours, which does.
/// </summary>
internal static class Cookies
{
    /// <summary>The session.</summary>
    public const string Session = "__Host-rcad-session";

    /// <summary>That a person signed in from this browser before.</summary>
    public const string Device = "__Host-rcad-device";

    /// <summary>The other half of a form's token.</summary>
    public const string Form = "__Host-rcad-form";

    private static readonly TimeSpan s_deviceLife = TimeSpan.FromDays(180);

    /// <summary>Sets the session; the browser forgets it when it ends, we at the latest when its time is over.</summary>
    public static void SetSession(HttpContext context, string value) => context.Response.Cookies.Append(Session, value, Options());

    /// <summary>Takes the session away.</summary>
    public static void RemoveSession(HttpContext context) => context.Response.Cookies.Delete(Session, Options());

    /// <summary>Sets the mark of the browser.</summary>
    public static void SetDevice(HttpContext context, string? mark)
    {
        if (mark is not null)
        {
            CookieOptions options = Options();
            options.MaxAge = s_deviceLife;
            context.Response.Cookies.Append(Device, mark, options);
        }
    }

    private static CookieOptions Options() => new() { Path = "/", Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true };
}
