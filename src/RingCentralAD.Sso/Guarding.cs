using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Sso;

/// <summary>What holds for every answer: the service's own address, strict headers, nothing kept, no detail of a fault.</summary>
internal static class Guarding
{
    /// <summary>Adds it.</summary>
    public static void Use(WebApplication app, Uri baseUrl)
    {
        app.Use(async (context, next) =>
        {
            // The address is the one that was set, whatever a request says of itself.
            context.Request.Scheme = baseUrl.Scheme;
            context.Request.Host = new HostString(baseUrl.Authority);
            SetHeaders(context.Response.Headers, baseUrl.Scheme == Uri.UriSchemeHttps);
            try
            {
                await next(context);
            }
            catch (RingCentralAdException error) when (!context.Response.HasStarted)
            {
                await TellAsync(context, error);
            }
            catch (BadHttpRequestException error) when (!context.Response.HasStarted)
            {
                context.Response.StatusCode = error.StatusCode;
            }
            catch (InvalidDataException) when (!context.Response.HasStarted)
            {
                // A form with more or larger fields than any of ours.
                context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            }
        });
    }

    private static void SetHeaders(IHeaderDictionary headers, bool secure)
    {
        headers.ContentSecurityPolicy = Pages.Closed;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "strict-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (secure)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }
    }

    private static async Task TellAsync(HttpContext context, RingCentralAdException error)
    {
        bool ours = !error.ErrorId.StartsWith("Saml", StringComparison.Ordinal);
        context.RequestServices.GetRequiredService<SignOnAudit>().SignIn(error.ErrorId, null, SignInFlow.AddressOf(context), null, reason: error.Message);
        SignOnState? state = null;
        try
        {
            state = await context.RequestServices.GetRequiredService<SignOnStates>().GetAsync(context.RequestAborted);
        }
        catch (RingCentralAdException)
        {
            // The page does without the customer's name then.
        }

        context.Response.Headers.ContentSecurityPolicy = Pages.Closed;
        await Pages.MessageAsync(
            context, state, ours ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status400BadRequest, Texts.NotPossible,
            ours ? Texts.Fault : error.ErrorId == "SamlRequestExpired" ? Texts.Expired : Texts.RequestWrong);
    }
}
