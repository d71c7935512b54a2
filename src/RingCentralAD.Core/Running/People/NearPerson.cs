using RingCentralAD.Core.Model;
using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Running;

/// <summary>
/// The person whose login, mail address or name is nearest to what was typed, person by person. Of addresses the part before the @ is compared: those at
/// the typed domain come first, and a name typed without one fits any.
/// </summary>
internal sealed class NearPerson
{
    private readonly string? _domain;
    private readonly NearestSearch _close;
    private readonly NearestSearch _elsewhere;
    private string? _closeId;
    private string? _elsewhereId;

    /// <summary>Begins a search for a key.</summary>
    public NearPerson(string key)
    {
        (string local, _domain) = Split(key);
        (_close, _elsewhere) = (new NearestSearch(local), new NearestSearch(local));
    }

    /// <summary>The nearest person's id; null where nobody was near.</summary>
    public string? Id => _closeId ?? _elsewhereId;

    /// <summary>Offers a person.</summary>
    public void Offer(HubUserSigns signs)
    {
        OfferAddress(signs.LoginKey, signs.Id);
        OfferAddress(signs.MailKey == signs.LoginKey ? null : signs.MailKey, signs.Id);
        if (_domain is null && signs.NameKey is { } name && _close.Offer(name))
        {
            _closeId = signs.Id;
        }
    }

    private void OfferAddress(string? key, string id)
    {
        if (key is null)
        {
            return;
        }

        (string local, string? domain) = Split(key);
        if (_domain is null || domain == _domain)
        {
            _closeId = _close.Offer(local) ? id : _closeId;
        }
        else
        {
            _elsewhereId = _elsewhere.Offer(local) ? id : _elsewhereId;
        }
    }

    private static (string Local, string? Domain) Split(string key) =>
        key.IndexOf('@', StringComparison.Ordinal) is > 0 and var at ? (key[..at], key[(at + 1)..]) : (key, null);
}
