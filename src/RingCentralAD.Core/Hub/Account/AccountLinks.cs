using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Hub;

/// <summary>Ties an extension to a hub user.</summary>
internal static class AccountLinks
{
    /// <summary>
    /// Links them; a person who has no direct assignment gets one (origin: import), so that nobody who was there before
    /// is deactivated because no group names them.
    /// </summary>
    public static void Confirm(AppUser extension, HubUser user, bool assigned, HubChanges changes, TimeProvider time)
    {
        changes.Link(extension, user.Id);
        changes.Touch(user.Id, [Ids.RingCentral]);
        if (!assigned)
        {
            changes.Assignments.Add(new Assignment
            {
                Id = Ids.New(time),
                UserId = user.Id,
                Origin = AssignmentOrigin.Import,
                CreatedAt = time.GetUtcNow(),
            });
        }
    }
}
