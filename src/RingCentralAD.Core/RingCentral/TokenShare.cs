using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <summary>
/// The one access token of a set of credentials, shared by all connections of the process: RingCentral allows five sessions
/// for a user and app, and five sign-ins a minute.
/// </summary>
internal sealed class TokenShare
{
    private static readonly Dictionary<(string Key, TimeProvider Time), TokenShare> s_all = [];
    private readonly (string Key, TimeProvider Time) _key;
    private readonly long _start;
    private int _users;

    private TokenShare((string Key, TimeProvider Time) key)
    {
        _key = key;
        _start = key.Time.GetTimestamp();
    }

    /// <summary>The time since these credentials came into use; unlike the time of day it never jumps.</summary>
    public TimeSpan Now => _key.Time.GetElapsedTime(_start);

    /// <summary>One sign-in at a time.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>The token in use; null before the first sign-in and after it was refused.</summary>
    public AccessToken? Token { get; set; }

    /// <summary>Why RingCentral last refused the credentials, and when: not asked again at once, or the user is locked out.</summary>
    public (TimeSpan At, AccountException Error)? Refused { get; set; }

    /// <summary>Joins those who use the credentials.</summary>
    public static TokenShare Join(string key, TimeProvider time)
    {
        lock (s_all)
        {
            if (!s_all.TryGetValue((key, time), out TokenShare? share))
            {
                s_all[(key, time)] = share = new TokenShare((key, time));
            }

            share._users++;
            return share;
        }
    }

    /// <summary>Leaves them; gives the token to revoke when nobody is left.</summary>
    public AccessToken? Leave()
    {
        lock (s_all)
        {
            if (--_users > 0)
            {
                return null;
            }

            s_all.Remove(_key);
            return Token;
        }
    }
}
