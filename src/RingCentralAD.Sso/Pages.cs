using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using RingCentralAD.Core.Running;

namespace RingCentralAD.Sso;

/// <summary>Writes the pages: plain HTML with its style inside; values are encoded by the template, and the policy names style and script by their hashes.</summary>
internal sealed class Pages(IAntiforgery antiforgery)
{
    private const string Script = "document.forms[0].submit();";
    private static readonly string s_style = Text("page.css");
    private static readonly HtmlTemplate s_layout = HtmlTemplate.Of(Text("layout.html"));
    private static readonly HtmlTemplate s_signIn = HtmlTemplate.Of(Text("signin.html"));
    private static readonly HtmlTemplate s_post = HtmlTemplate.Of(Text("post.html"));
    private static readonly HtmlTemplate s_signOut = HtmlTemplate.Of(Text("signout.html"));
    private static readonly HtmlTemplate s_message = HtmlTemplate.Of(Text("message.html"));
    private static readonly string s_policy = $"default-src 'none'; style-src '{Hash(s_style)}'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action ";

    /// <summary>The policy of what is no page.</summary>
    public static string Closed { get; } = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'";

    /// <summary>The sign-in page.</summary>
    public Task SignInAsync(HttpContext context, SignOnState state, string request, string provider, string? name = null, string? problem = null)
    {
        AntiforgeryTokenSet tokens = antiforgery.GetAndStoreTokens(context);
        return WriteAsync(
            context, state, Texts.SignIn, s_signIn, "'self'",
            new { Request = request, TokenName = tokens.FormFieldName, Token = tokens.RequestToken!, Name = name ?? "", Problem = problem ?? "", FocusName = string.IsNullOrEmpty(name), FocusPassword = !string.IsNullOrEmpty(name), Provider = provider });
    }

    /// <summary>
    /// A page that posts a message to a registered address: by its script, or by its button where there are no scripts. Browsers apply form-action to where
    /// the service redirects after the post as well, so any https address may follow.
    /// </summary>
    public static Task PostAsync(HttpContext context, SignOnState state, string address, string parameter, string message, string? relayState) => WriteAsync(
        context, state, Texts.SigningIn, s_post, $"{new Uri(address).GetLeftPart(UriPartial.Authority)} https:; script-src '{Hash(Script)}'",
        new { Text = Texts.GoOn, Address = address, Parameter = parameter, Message = message, RelayState = relayState ?? "", Script = new Markup(Script) });

    /// <summary>The question whether to sign out.</summary>
    public Task SignOutAsync(HttpContext context, SignOnState state)
    {
        AntiforgeryTokenSet tokens = antiforgery.GetAndStoreTokens(context);
        return WriteAsync(context, state, Texts.SignOut, s_signOut, "'self'", new { Text = Texts.SignOutQuestion, TokenName = tokens.FormFieldName, Token = tokens.RequestToken! });
    }

    /// <summary>A page that says something.</summary>
    public static Task MessageAsync(HttpContext context, SignOnState? state, int status, string title, string text)
    {
        context.Response.StatusCode = status;
        return WriteAsync(context, state, title, s_message, "'none'", new { Text = text });
    }

    private static async Task WriteAsync(HttpContext context, SignOnState? state, string title, HtmlTemplate body, string formAction, object model)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = s_policy + formAction;
        StringWriter page = new();
        HtmlTemplate.Part inner = (writer, cancellationToken) => body.WriteAsync(writer, model, cancellationToken);
        await s_layout.WriteAsync(
            page, new { Title = title, Label = state?.Options.Label ?? "RingCentralAD", HasLogo = state?.Options.LogoFile is not null, Style = new Markup(s_style), Body = inner }, context.RequestAborted);
        await context.Response.WriteAsync(page.ToString(), context.RequestAborted);
    }

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Text(string name)
    {
        using Stream stream = typeof(Pages).Assembly.GetManifestResourceStream(name)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
