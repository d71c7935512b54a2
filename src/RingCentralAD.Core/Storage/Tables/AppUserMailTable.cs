using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Storage;

/// <summary>The columns of app_user that tell who has a mail address; only read.</summary>
internal static class AppUserMailTable
{
    public static TableMap<AppUserMail> Map { get; } = new TableMap<AppUserMail>("app_user", static row => new AppUserMail(
        row.Text(), row.Text(), row.OptionalText(), row.Enum<AppUserState>(), row.Boolean(), row.Boolean(), row.Text(), row.OptionalText()))
        .Key(nameof(AppUserMail.SystemId), static row => row.SystemId)
        .Key(nameof(AppUserMail.Key), static row => row.Key)
        .OptionalText(nameof(AppUserMail.UserId), static row => row.UserId)
        .Enum(nameof(AppUserMail.State), static row => row.State)
        .Boolean(nameof(AppUserMail.Enabled), static row => row.Enabled)
        .Boolean(nameof(AppUserMail.InScope), static row => row.InScope)
        .Text(nameof(AppUserMail.Place), static row => row.Place)
        .MatchKey(nameof(AppUserMail.MailKey), static row => row.MailKey)
        .AsReadOnly();
}
