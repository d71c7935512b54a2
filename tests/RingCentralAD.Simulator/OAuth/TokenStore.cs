using System.Globalization;

namespace RingCentralAD.Simulator;

/// <summary>Sessions and their tokens. Tokens end by the simulator's clock.</summary>
public sealed class TokenStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Session> _byAccess = [];
    private readonly Dictionary<string, Session> _byRefresh = [];
    private readonly List<Session> _sessions = [];
    private readonly TimeProvider _clock;
    private readonly TokenOptions _options;
    private long _serial;

    internal TokenStore(TokenOptions options, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
    }

    /// <summary>Sessions that are open.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _sessions.Count;
            }
        }
    }

    /// <summary>Lets every access token expire now: the next request with one is 401, OAU-128.</summary>
    public void ExpireAll()
    {
        lock (_gate)
        {
            foreach (Session session in _sessions)
            {
                session.AccessExpires = _clock.GetUtcNow();
            }
        }
    }

    /// <summary>Ends every session: the next request with one of their tokens is 401, OAU-213.</summary>
    public void RevokeAll()
    {
        lock (_gate)
        {
            _sessions.Clear();
            _byAccess.Clear();
            _byRefresh.Clear();
        }
    }

    internal Session Open(AppRegistration app, JwtCredential credential, Account account, long extension, TimeSpan access, TimeSpan refresh, string? endpoint)
    {
        lock (_gate)
        {
            Session session = new(Next("session"), app, credential, account, extension, _clock.GetUtcNow()) { EndpointId = endpoint ?? Next("endpoint") };
            Session[] same = [.. _sessions.Where(s => s.RateKey == session.RateKey)];
            for (int i = 0; i <= same.Length - _options.Sessions; i++)
            {
                Close(same[i]);
            }

            _sessions.Add(session);
            Renew(session, access, refresh);
            return session;
        }
    }

    internal Session? Refresh(string refreshToken, TimeSpan access, TimeSpan refresh)
    {
        lock (_gate)
        {
            if (!_byRefresh.TryGetValue(refreshToken, out Session? session) || session.RefreshExpires <= _clock.GetUtcNow())
            {
                return null;
            }

            Renew(session, access, refresh);
            return session;
        }
    }

    internal Session? Find(string accessToken)
    {
        lock (_gate)
        {
            return _byAccess.GetValueOrDefault(accessToken);
        }
    }

    internal bool Expired(Session session)
    {
        lock (_gate)
        {
            return session.AccessExpires <= _clock.GetUtcNow();
        }
    }

    internal void Expire(Session session)
    {
        lock (_gate)
        {
            session.AccessExpires = _clock.GetUtcNow();
        }
    }

    internal void Revoke(string token)
    {
        lock (_gate)
        {
            if (_byAccess.TryGetValue(token, out Session? session) || _byRefresh.TryGetValue(token, out session))
            {
                Close(session);
            }
        }
    }

    private void Renew(Session session, TimeSpan access, TimeSpan refresh)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        _byAccess.Remove(session.AccessToken);
        session.AccessToken = Next("U0pDMTJQMDFQQVMwMnxBQUJ4");
        session.AccessExpires = now + access;
        _byAccess[session.AccessToken] = session;
        if (session.App.RefreshTokens)
        {
            _byRefresh.Remove(session.RefreshToken ?? "");
            session.RefreshToken = Next("U0pDMTJQMDFQQVMwMnxBQUF5");
            session.RefreshExpires = now + refresh;
            _byRefresh[session.RefreshToken] = session;
        }
    }

    private void Close(Session session)
    {
        _sessions.Remove(session);
        _byAccess.Remove(session.AccessToken);
        _byRefresh.Remove(session.RefreshToken ?? "");
    }

    private string Next(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{++_serial:D10}{Guid.NewGuid():N}");
}
