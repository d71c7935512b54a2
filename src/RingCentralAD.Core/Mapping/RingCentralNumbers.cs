using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Mapping;

/// <summary>
/// What is known of a person's direct number. A number that is temporary, or whose port is pending, never reaches Active Directory
/// (the guide, "Porting old numbers from older phone system").
/// </summary>
public static class RingCentralNumbers
{
    /// <summary>The app user attribute that says it.</summary>
    public const string StateAttribute = "numberState";

    /// <summary>The number is the person's own.</summary>
    public const string Final = "Final";

    /// <summary>The extension has no direct number.</summary>
    public const string None = "None";

    /// <summary>A stand-in until the port is done.</summary>
    public const string Temporary = "Temporary";

    /// <summary>The number is still with the old carrier.</summary>
    public const string Pending = "Pending";

    /// <summary>Why a value that hangs on the extension's numbers must wait; null where it need not.</summary>
    public static string? WaitReason(AttributeSet extension)
    {
        ArgumentNullException.ThrowIfNull(extension);
        return extension.Text(StateAttribute) switch
        {
            Temporary => "number is temporary until the port is done",
            Pending => "the number's port is pending",
            null => "the number was not read yet",
            _ when extension.Text("extensionNumber") is null => "the extension has no number yet",
            _ => null,
        };
    }

    /// <summary>Whether the numbers of an extension were read and may be used: nothing temporary, nothing pending.</summary>
    public static bool IsKnown(AttributeSet extension)
    {
        ArgumentNullException.ThrowIfNull(extension);
        return extension.Text(StateAttribute) is Final or None && extension.Text("extensionNumber") is not null;
    }
}
