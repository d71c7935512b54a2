using System.Text;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.SignOn;
using ServiceProvider = RingCentralAD.Core.Model.ServiceProvider;

namespace RingCentralAD.Sso;

/// <summary>Takes a wanted sign-in to its end: by the session, by the page, or by a refusal.</summary>
internal sealed class SignInFlow(SignOnStates states, Tickets tickets, SamlMarks marks, SignOnAudit audit, Pages pages, ICredentialCheck credentials, TimeProvider time)
{
    /// <summary>The longest name and password that are looked at.</summary>
    private const int MaxName = 256;
    private const int MaxPassword = 1024;

    /// <summary>Answers from the session, or asks for name and password.</summary>
    public async Task ContinueAsync(HttpContext context, SignInRequest request)
    {
        SignOnState state = await states.GetAsync(context.RequestAborted);
        ServiceProvider provider = ProviderOf(state, request);
        if (request.Refusal is { } refusal)
        {
            await RefuseAsync(context, state, request, provider, refusal);
            return;
        }

        if (!request.ForceAuthn && await SessionAsync(context) is { } ticket)
        {
            await AnswerAsync(context, state, request, provider, ticket, bySession: true);
            return;
        }

        if (request.IsPassive)
        {
            await RefuseAsync(context, state, request, provider, SamlNames.NoPassive);
            return;
        }

        await pages.SignInAsync(context, state, tickets.Seal(request), provider.Name);
    }

    /// <summary>Checks what was typed. The form's token was checked before.</summary>
    public async Task SubmitAsync(HttpContext context, IFormCollection form)
    {
        SignOnState state = await states.GetAsync(context.RequestAborted);
        string sealedRequest = form["request"].ToString();
        if (tickets.OpenRequest(sealedRequest) is not { } request)
        {
            await Pages.MessageAsync(context, state, StatusCodes.Status400BadRequest, Texts.NotPossible, Texts.Expired);
            return;
        }

        ServiceProvider provider = ProviderOf(state, request);
        string name = form["name"].ToString().Trim();
        string password = form["password"].ToString();
        if (name.Length is 0 or > MaxName || name.Any(char.IsControl) || password.Length is 0 or > MaxPassword)
        {
            await AskAgainAsync(StatusCodes.Status400BadRequest, Texts.Empty);
            return;
        }

        CredentialAnswer answer;
        try
        {
            answer = await credentials.CheckAsync(new CredentialAttempt(name, password) { Address = AddressOf(context), DeviceMark = context.Request.Cookies[Cookies.Device] }, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            audit.SignIn(SignOnAudit.Aborted, null, AddressOf(context), provider.Name);
            throw;
        }

        if (answer is not { Outcome: CredentialOutcome.Ok, HubUserId: { } userId })
        {
            string? reason = answer.Outcome == CredentialOutcome.DirectoryUnavailable ? answer.Reason : null;
            audit.SignIn(answer.Outcome.ToString(), answer.HubUserId, AddressOf(context), provider.Name, reason: reason);
            await AskAgainAsync(answer is { Outcome: CredentialOutcome.DirectoryUnavailable, IsTold: true } ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status401Unauthorized, Texts.Of(answer));
            return;
        }

        Cookies.SetDevice(context, answer.DeviceMark);
        DateTimeOffset now = time.GetUtcNow();
        SessionTicket ticket = new(ResponseWriter.NewId(), userId, now, now + state.Options.SessionLifetime);
        Cookies.SetSession(context, tickets.Seal(ticket));
        await AnswerAsync(context, state, request, provider, ticket, bySession: false);

        Task AskAgainAsync(int status, string problem)
        {
            context.Response.StatusCode = status;
            return pages.SignInAsync(context, state, sealedRequest, provider.Name, name.Length > MaxName ? null : name, problem);
        }
    }

    /// <summary>The session that the browser brings, if it is not over and was not ended.</summary>
    public async Task<SessionTicket?> SessionAsync(HttpContext context) =>
        tickets.OpenSession(context.Request.Cookies[Cookies.Session]) is { } ticket && !await marks.HasAsync(SamlMarkKind.Session, ticket.Id, context.RequestAborted) ? ticket : null;

    /// <summary>The browser's address, as the connection or a trusted proxy has it.</summary>
    public static string? AddressOf(HttpContext context) => context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4().ToString() : context.Connection.RemoteIpAddress?.ToString();

    private async Task AnswerAsync(HttpContext context, SignOnState state, SignInRequest request, ServiceProvider provider, SessionTicket ticket, bool bySession)
    {
        SignOnSubject subject;
        bool first;
        try
        {
            subject = await state.People.OfAsync(ticket.UserId, context.RequestAborted);
            first = await TakeAsync(request, provider, context.RequestAborted);
        }
        catch (RingCentralAdException error) when (error.Kind is not (ErrorKind.Unavailable or ErrorKind.Busy))
        {
            audit.SignIn(error.ErrorId, ticket.UserId, AddressOf(context), provider.Name, bySession, error.Message);
            await Pages.MessageAsync(context, state, StatusCodes.Status403Forbidden, Texts.NotPossible, Texts.PersonRefused);
            return;
        }
        catch (OperationCanceledException)
        {
            audit.SignIn(SignOnAudit.Aborted, ticket.UserId, AddressOf(context), provider.Name, bySession);
            throw;
        }

        if (!first)
        {
            audit.SignIn(SamlErrors.Replayed, ticket.UserId, AddressOf(context), provider.Name, bySession);
            await Pages.MessageAsync(context, state, StatusCodes.Status400BadRequest, Texts.NotPossible, Texts.Replayed);
            return;
        }

        audit.SignIn(nameof(CredentialOutcome.Ok), ticket.UserId, AddressOf(context), provider.Name, bySession);
        await PostAsync(context, state, request, new ResponseWriter(state.Settings, state.Keys[0], time).Success(request, provider, subject, ticket.Session).OuterXml);
    }

    // A refusal opens nothing, so that it may be had again; whoever sends requests without end has nothing written into the hub for them.
    private Task RefuseAsync(HttpContext context, SignOnState state, SignInRequest request, ServiceProvider provider, string status)
    {
        audit.SignIn(status[(status.LastIndexOf(':') + 1)..], null, AddressOf(context), provider.Name);
        return PostAsync(context, state, request, new ResponseWriter(state.Settings, state.Keys[0], time).Refusal(request, status).OuterXml);
    }

    /// <summary>Whether a request gets its one answer now: it gets one, by one instance.</summary>
    private async Task<bool> TakeAsync(SignInRequest request, ServiceProvider provider, CancellationToken cancellationToken) =>
        request.RequestId is not { } id
        || await marks.TakeAsync(SamlMarkKind.Request, SamlMarks.IdOf(provider.EntityId, id), time.GetUtcNow() + SignInRequest.Life + SamlTime.Validity + (2 * SamlTime.Skew), cancellationToken);

    private static Task PostAsync(HttpContext context, SignOnState state, SignInRequest request, string message) =>
        Pages.PostAsync(context, state, request.AcsUrl, "SAMLResponse", Convert.ToBase64String(Encoding.UTF8.GetBytes(message)), request.RelayState);

    // What was registered when the page was shown may be no more.
    private static ServiceProvider ProviderOf(SignOnState state, SignInRequest request) =>
        state.Settings.ProviderOf(request.Provider) is var provider && provider.AcsUrls.Contains(request.AcsUrl, StringComparer.Ordinal) ? provider : throw SamlErrors.Address();
}
