using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Extensions;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.SignOn;
using ServiceProvider = RingCentralAD.Core.Model.ServiceProvider;

namespace RingCentralAD.Sso;

/// <summary>What the service answers to.</summary>
internal static class Endpoints
{
    private const long MaxLogo = 1024 * 1024;

    /// <summary>Adds all of them.</summary>
    public static void Map(WebApplication app)
    {
        app.MapGet("/sso/saml", RedirectAsync);
        app.MapPost("/sso/saml", PostAsync);
        app.MapGet("/sso/start", StartAsync);
        app.MapGet("/sso/signin", ContinueAsync);
        app.MapPost("/sso/signin", SubmitAsync);
        app.MapGet("/sso/signout", AskSignOutAsync);
        app.MapPost("/sso/signout", SignOutAsync);
        app.MapGet("/sso/logout", (HttpContext context, LogoutFlow logout) => logout.EndAsync(context, SamlMessage.OfRedirect(context.Request.QueryString.Value ?? "", "SAMLRequest")));
        app.MapPost("/sso/logout", async (HttpContext context, LogoutFlow logout) => await logout.EndAsync(context, await FormMessageAsync(context)));
        app.MapGet("/sso/metadata", MetadataAsync);
        app.MapGet("/sso/logo", LogoAsync);
        app.MapGet("/favicon.ico", static () => Results.NoContent());
        app.MapGet("/health", HealthAsync);
        app.MapFallback(NotFoundAsync);
    }

    private static async Task RedirectAsync(HttpContext context, SignOnStates states, SignInFlow flow, TimeProvider time)
    {
        SignOnState state = await states.GetAsync(context.RequestAborted);
        await flow.ContinueAsync(context, AuthnRequest.Accept(SamlMessage.OfRedirect(context.Request.QueryString.Value ?? "", "SAMLRequest"), state.Settings, time.GetUtcNow()));
    }

    // The session's cookie does not come with another site's form: the redirect brings it.
    private static async Task PostAsync(HttpContext context, SignOnStates states, Tickets tickets, TimeProvider time)
    {
        SignOnState state = await states.GetAsync(context.RequestAborted);
        SignInRequest request = AuthnRequest.Accept(await FormMessageAsync(context), state.Settings, time.GetUtcNow());
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = $"/sso/signin{new QueryBuilder { { "request", tickets.Seal(request) } }}";
    }

    private static async Task StartAsync(HttpContext context, SignOnStates states, SignInFlow flow, TimeProvider time)
    {
        SignOnState state = await states.GetAsync(context.RequestAborted);
        string? name = context.Request.Query["provider"];
        ServiceProvider? provider = name is null && state.Settings.Providers.Count == 1
            ? state.Settings.Providers[0]
            : state.Settings.Providers.FirstOrDefault(known => string.Equals(known.Name, name, StringComparison.OrdinalIgnoreCase));
        await (provider is null ? NotFoundAsync(context, states) : flow.ContinueAsync(context, SignInRequest.FromHere(provider, time.GetUtcNow())));
    }

    private static async Task ContinueAsync(HttpContext context, SignOnStates states, Tickets tickets, SignInFlow flow)
    {
        if (tickets.OpenRequest(context.Request.Query["request"]) is { } request)
        {
            await flow.ContinueAsync(context, request);
            return;
        }

        await Pages.MessageAsync(context, await states.GetAsync(context.RequestAborted), StatusCodes.Status400BadRequest, Texts.NotPossible, Texts.Expired);
    }

    private static async Task SubmitAsync(HttpContext context, SignOnStates states, SignInFlow flow, IAntiforgery antiforgery)
    {
        if (await FormAsync(context, antiforgery) is { } form)
        {
            await flow.SubmitAsync(context, form);
            return;
        }

        await Pages.MessageAsync(context, await states.GetAsync(context.RequestAborted), StatusCodes.Status400BadRequest, Texts.NotPossible, Texts.Expired);
    }

    private static async Task AskSignOutAsync(HttpContext context, SignOnStates states, SignInFlow flow, Pages pages)
    {
        SignOnState state = await states.GetAsync(context.RequestAborted);
        await (await flow.SessionAsync(context) is null
            ? Pages.MessageAsync(context, state, StatusCodes.Status200OK, Texts.SignedOut, Texts.SignedOutMore)
            : pages.SignOutAsync(context, state));
    }

    private static async Task SignOutAsync(HttpContext context, SignOnStates states, LogoutFlow logout, IAntiforgery antiforgery)
    {
        SignOnState state = await states.GetAsync(context.RequestAborted);
        if (await FormAsync(context, antiforgery) is null)
        {
            await Pages.MessageAsync(context, state, StatusCodes.Status400BadRequest, Texts.NotPossible, Texts.Expired);
            return;
        }

        await logout.EndOwnAsync(context, null);
        await Pages.MessageAsync(context, state, StatusCodes.Status200OK, Texts.SignedOut, Texts.SignedOutMore);
    }

    private static async Task MetadataAsync(HttpContext context, SignOnStates states)
    {
        SignOnState state = await states.GetAsync(context.RequestAborted);
        context.Response.ContentType = "application/samlmetadata+xml";
        await context.Response.WriteAsync(IdpMetadata.Write(state.Settings), Encoding.UTF8, context.RequestAborted);
    }

    private static async Task LogoAsync(HttpContext context, SignOnStates states)
    {
        SignOnState state = await states.GetAsync(context.RequestAborted);
        if (state.Options.LogoFile is not { } path || SignOnRules.LogoType(path) is not { } type || new FileInfo(path) is not { Exists: true, Length: <= MaxLogo })
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = type;
        await context.Response.SendFileAsync(path, context.RequestAborted);
    }

    private static async Task HealthAsync(HttpContext context, SignOnStates states)
    {
        context.Response.ContentType = MediaTypeNames.Text.Plain;
        try
        {
            await states.GetAsync(context.RequestAborted);
        }
        catch (RingCentralAdException)
        {
            // The states keep why.
        }

        bool ready = states.Failure is null;
        context.Response.StatusCode = ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await context.Response.WriteAsync(ready ? "ok\n" : "not ready\n", context.RequestAborted);
    }

    private static async Task NotFoundAsync(HttpContext context, SignOnStates states) =>
        await Pages.MessageAsync(context, await states.GetAsync(context.RequestAborted), StatusCodes.Status404NotFound, Texts.NotFound, Texts.StartAgain);

    private static async Task<SamlMessage> FormMessageAsync(HttpContext context)
    {
        IFormCollection form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        return form["SAMLRequest"].Count == 1 && form["RelayState"].Count <= 1 ? SamlMessage.OfPost(form["SAMLRequest"], form["RelayState"]) : throw SamlErrors.Invalid("it is missing, or there are two");
    }

    /// <summary>The form, if it is one of ours: it can be read, and its token fits the browser's cookie.</summary>
    private static async Task<IFormCollection?> FormAsync(HttpContext context, IAntiforgery antiforgery)
    {
        try
        {
            return context.Request.HasFormContentType && await antiforgery.IsRequestValidAsync(context) ? await context.Request.ReadFormAsync(context.RequestAborted) : null;
        }
        catch (AntiforgeryValidationException)
        {
            return null;
        }
    }
}
