using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Tests.Whole;

/// <summary>The mappings that the life edits: each expression beside what it gives, in plain C#.</summary>
internal sealed class WholeRules
{
    private int _department;
    private int _sent;
    private int _phone;
    private int _written;

    private static readonly (string Expression, Func<string, string> Gives)[] s_departments =
        [("appuser.department", text => text), ("String.toUpperCase(appuser.department)", text => text.ToUpperInvariant())];

    private static readonly (string Expression, Func<string, string> Gives)[] s_sentDepartments =
        [("user.department", text => text), ("\"Dept. \" + user.department", text => "Dept. " + text)];

    private static readonly (string Expression, Func<string, string, string> Gives)[] s_phones =
    [
        ("(appuser.directNumber != null ? appuser.directNumber : \"\") + \"#\" + appuser.extensionNumber", (number, extension) => $"{number}#{extension}"),
        ("appuser.directNumber + \";ext=\" + appuser.extensionNumber", (number, extension) => $"{number};ext={extension}"),
    ];

    private static readonly (string Expression, Func<string, string> Gives)[] s_written =
        [("user.primaryPhone", text => text), ("\"tel \" + user.primaryPhone", text => "tel " + text)];

    /// <summary>A mobile phone that the hub no longer has is taken from the account as well.</summary>
    public bool ClearsMobile { get; private set; }

    /// <summary>The hub's department for the directory's.</summary>
    public string Department(string text) => s_departments[_department].Gives(text);

    /// <summary>RingCentral's department for the hub's.</summary>
    public string SentDepartment(string text) => s_sentDepartments[_sent].Gives(text);

    /// <summary>The hub's primary phone for RingCentral's numbers.</summary>
    public string Phone(string number, string extension) => s_phones[_phone].Gives(number, extension);

    /// <summary>The directory's value for the hub's primary phone.</summary>
    public string Written(string phone) => s_written[_written].Gives(phone);

    /// <summary>Edits one of the mappings; gives it as it is to be saved.</summary>
    public AttributeMapping Edit(Random random)
    {
        switch (random.Next(5))
        {
            case 0:
                _department = 1 - _department;
                return Mapping(MappingDirection.AdToHub, "department", s_departments[_department].Expression);
            case 1:
                _sent = 1 - _sent;
                return Mapping(MappingDirection.HubToRc, "department", s_sentDepartments[_sent].Expression);
            case 2:
                _phone = 1 - _phone;
                return Mapping(MappingDirection.RcToHub, "primaryPhone", s_phones[_phone].Expression);
            case 3:
                _written = 1 - _written;
                return Mapping(MappingDirection.HubToAd, "telephoneNumber", s_written[_written].Expression);
            default:
                ClearsMobile = !ClearsMobile;
                return Mapping(MappingDirection.HubToRc, "mobilePhone", "user.mobilePhone") with { WhenEmpty = ClearsMobile ? EmptyValue.Clear : EmptyValue.LeaveAlone };
        }
    }

    private static AttributeMapping Mapping(MappingDirection direction, string target, string expression) => new() { Direction = direction, Target = target, Expression = expression };
}
