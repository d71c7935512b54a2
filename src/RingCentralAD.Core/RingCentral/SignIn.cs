using System.Security.Cryptography;
using Newtonsoft.Json.Linq;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <summary>
/// Signs in with the JWT credential (<c>POST /restapi/oauth/token</c>, Auth), keeps the token, renews it by presenting the JWT again.
/// Source: RingCentral's guide, "JWT flow"; RFC 7523.
/// </summary>
internal sealed class SignIn(
    Wire wire, TokenShare share, AccountSettings settings, AccountSecrets secrets, string? proxy, RingCentralOptions options, TimeProvider time)
{
    private const int Tries = 3;
    private static readonly TimeSpan s_renewBefore = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_shortPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_refusalHolds = TimeSpan.FromSeconds(60);

    private readonly SignInForm _form = new(settings, secrets);

    /// <summary>A token that is good for another while; signs in where there is none. One sign-in at a time.</summary>
    public async Task<AccessToken> TokenAsync(CancellationToken cancellationToken)
    {
        if (share.Token is AccessToken good && good.RenewAt > Now)
        {
            return good;
        }

        await share.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (share.Token is AccessToken fresh && fresh.RenewAt > Now)
            {
                return fresh;
            }

            if (share.Refused is { } refused && refused.At + s_refusalHolds > Now)
            {
                throw Copy(refused.Error);
            }

            share.Token = null;
            return share.Token = await RequestAsync(s_pause, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            share.Turn.Release();
        }
    }

    /// <summary>The first sign-in of a connection: asks RingCentral even where it refused a moment ago, since the cause may be mended.</summary>
    public async Task<AccessToken> OpenAsync(CancellationToken cancellationToken)
    {
        await share.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return share.Token is AccessToken good && good.RenewAt > Now
                ? good
                : share.Token = await RequestAsync(s_shortPause, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            share.Turn.Release();
        }
    }

    /// <summary>RingCentral refused this token: it is not used again. False where a newer one is in use already.</summary>
    public bool Forget(AccessToken token)
    {
        if (share.Token is AccessToken newer && !ReferenceEquals(newer, token))
        {
            return false;
        }

        share.Token = null;
        return true;
    }

    /// <summary>Leaves; the last one out ends the session at RingCentral, whatever comes of it, and waits for no rate limit.</summary>
    public async Task CloseAsync()
    {
        if (share.Leave() is not AccessToken token)
        {
            return;
        }

        HttpCall call = _form.SignOut(token);
        using CancellationTokenSource soon = new(TimeSpan.FromSeconds(5), time);
        try
        {
            await wire.SendAsync(call, _ => Task.FromResult(_form.Authorization()), 1, TimeSpan.Zero, soon.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is TransportException or AccountException or OperationCanceledException)
        {
            // RingCentral's guide: errors of a revocation are ignored; the session ends by itself.
        }
        finally
        {
            CryptographicOperations.ZeroMemory(call.Body);
        }
    }

    private TimeSpan Now => share.Now;

    private async Task<AccessToken> RequestAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            AccountException error;
            HttpCall call = _form.SignIn();
            try
            {
                TimeSpan asked = Now;
                HttpAnswer answer = await wire.SendAsync(call, _ => Task.FromResult(_form.Authorization()), attempt, cancellationToken).ConfigureAwait(false);
                if (answer.IsSuccess && Read(answer, asked) is AccessToken token)
                {
                    share.Refused = null;
                    return token;
                }

                error = SignInErrors.From(call, answer, settings, secrets, RetryAfter.Read(answer.Header, time.GetUtcNow()), time.GetUtcNow());
            }
            catch (TransportException fault)
            {
                error = TransportErrors.From(SignInForm.Name with { Method = HttpMethod.Get }, settings.Server, fault, proxy);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(call.Body);
            }

            bool settled = error.Failure == AccountFailure.SignIn || error.ErrorId is RingCentralErrorIds.TlsNotTrusted or RingCentralErrorIds.ProxyRefused;
            if (error.Failure == AccountFailure.SignIn)
            {
                share.Refused = (Now, error);
            }

            if (settled || attempt >= Tries || error.RetryAfter > options.LongestWait)
            {
                throw error;
            }

            if (error.Failure != AccountFailure.RateLimited)
            {
                await Task.Delay(error.RetryAfter ?? pause, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static AccessToken? Read(HttpAnswer answer, TimeSpan asked)
    {
        JObject? body = RcJson.Object(answer);
        string? value = RcJson.Text(body?["access_token"]);
        int? lifetime = RcJson.Number(body?["expires_in"]);
        // What cannot stand in a header would be quoted by the framework's complaint about it.
        if (string.IsNullOrEmpty(value) || !value.All(character => char.IsBetween(character, '!', '~')) || lifetime is not > 0)
        {
            return null;
        }

        TimeSpan life = TimeSpan.FromSeconds(lifetime.Value);
        TimeSpan margin = s_renewBefore < life / 2 ? s_renewBefore : life / 2;
        string[] scopes = (RcJson.Text(body?["scope"]) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new AccessToken(value, scopes, RcJson.Filled(body?["owner_id"]), asked + life - margin);
    }

    private static AccountException Copy(AccountException error) =>
        new(error.ErrorId, error.Kind, error.Failure, error.Message, error.Remedy) { Status = error.Status, Code = error.Code, RequestId = error.RequestId };
}
