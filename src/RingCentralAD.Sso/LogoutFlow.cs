using System.Text;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Running;
using RingCentralAD.Core.SignOn;

namespace RingCentralAD.Sso;

/// <summary>Ends sessions: the browser's own, or those that a service provider means in a signed request, which serves once.</summary>
internal sealed class LogoutFlow(SignOnStates states, SignInFlow flow, SamlMarks marks, SignOnAudit audit, TimeProvider time)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    /// <summary>Ends what a service provider's request names, and answers it.</summary>
    public async Task EndAsync(HttpContext context, SamlMessage message)
    {
        SignOnState state = await states.GetAsync(context.RequestAborted);
        LogoutRequest request = LogoutRequest.Accept(message, state.Settings, time.GetUtcNow());
        if (!await marks.TakeAsync(SamlMarkKind.Logout, SamlMarks.IdOf(request.Provider.EntityId, request.Id), time.GetUtcNow() + SamlTime.Validity + (2 * SamlTime.Skew), context.RequestAborted))
        {
            throw SamlErrors.Again("This logout request");
        }

        SessionTicket? own = await flow.SessionAsync(context);
        bool meant = own is not null && await IsMeantAsync(state, request, own, context.RequestAborted);
        foreach (string session in request.Sessions)
        {
            await marks.TakeAsync(SamlMarkKind.Session, session, time.GetUtcNow() + s_longest, context.RequestAborted);
        }

        if (own is null || meant)
        {
            await EndOwnAsync(context, request.Provider.Name);
        }
        else
        {
            audit.SignOut(null, SignInFlow.AddressOf(context), request.Provider.Name);
        }

        if (request.Provider.LogoutUrl is not { } address)
        {
            await Pages.MessageAsync(context, state, StatusCodes.Status200OK, Texts.SignedOut, Texts.SignedOutMore);
            return;
        }

        System.Xml.XmlDocument answer = new ResponseWriter(state.Settings, state.Keys[0], time).Logout(request);
        if (request.Provider.LogoutByPost)
        {
            await Pages.PostAsync(context, state, address, "SAMLResponse", Convert.ToBase64String(Encoding.UTF8.GetBytes(answer.OuterXml)), request.RelayState);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = RedirectQuery.Write(address, "SAMLResponse", answer, request.RelayState, state.Keys[0]);
    }

    /// <summary>Whether the browser's own session is one that is to end: whoever opens the address of a request that is about somebody else keeps theirs.</summary>
    private static async Task<bool> IsMeantAsync(SignOnState state, LogoutRequest request, SessionTicket own, CancellationToken cancellationToken)
    {
        if (request.Sessions.Count > 0)
        {
            return request.Sessions.Contains(own.Id, StringComparer.Ordinal);
        }

        try
        {
            return (await state.People.OfAsync(own.UserId, cancellationToken)).NameId == request.NameId;
        }
        catch (RingCentralAdException error) when (error.Kind is not (ErrorKind.Unavailable or ErrorKind.Busy))
        {
            // Nobody to service providers: the session serves nothing any more.
            return true;
        }
    }

    /// <summary>Ends the browser's own session, for all instances.</summary>
    public async Task EndOwnAsync(HttpContext context, string? provider)
    {
        SessionTicket? ticket = await flow.SessionAsync(context);
        if (ticket is not null)
        {
            await marks.TakeAsync(SamlMarkKind.Session, ticket.Id, ticket.Until, context.RequestAborted);
        }

        Cookies.RemoveSession(context);
        audit.SignOut(ticket?.UserId, SignInFlow.AddressOf(context), provider);
    }
}
