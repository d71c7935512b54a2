using RingCentralAD.Expressions;

namespace RingCentralAD.Core.Mapping;

/// <summary>Shows one person's profiles to an expression: appuser inbound, user outbound, source for the side the value comes from.</summary>
internal sealed class SubjectScope : IScope
{
    private readonly MappingSubject _subject;
    private readonly IReadOnlySet<string>? _hubNames;
    private readonly bool _inbound;

    /// <param name="subject">The profiles.</param>
    /// <param name="hubNames">The names of the hub's schema: no other may stand behind user.</param>
    public SubjectScope(MappingSubject subject, IReadOnlySet<string> hubNames)
    {
        _subject = subject;
        _hubNames = hubNames;
        _inbound = subject.AppUser is not null;
    }

    public bool HasRoot(string root) => root switch
    {
        "source" => true,
        "appuser" or "appUser" => _inbound,
        "user" => _subject.User is not null,
        _ => false,
    };

    public bool TryGet(string root, string attribute, out object? value)
    {
        bool app = root is "appuser" or "appUser" || (root == "source" && _inbound);
        if (!app)
        {
            value = _subject.User?[attribute];
            return _hubNames!.Contains(attribute);
        }

        value = AppUserNames.Value(_subject.AppUser!, _subject.Names, attribute);
        return true;
    }

    public IEnumerable<string> Names(string root) => root is "user" || !_inbound ? _hubNames! : _subject.Names.Keys.Concat(_subject.AppUser!.Keys);
}
