using RingCentralAD.Core.Mapping;
using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>People who were made with the promise of a number and did not get it: no difference of values tells of them, their stored operation does.</summary>
internal static class OwedNumbers
{
    private static readonly TimeSpan s_again = TimeSpan.FromDays(1);

    /// <summary>The differences, with those who are owed a number marked or added.</summary>
    public static async Task<IReadOnlyList<PersonDiff>> AddAsync(
        IHubReader hub, IReadOnlyList<PersonDiff> diffs, IReadOnlySet<string>? only, DateTimeOffset now, CancellationToken cancellationToken)
    {
        IReadOnlyList<Operation> operations = await hub.ListAsync(
            new Filter<Operation>().Equal(row => row.SystemId, Ids.RingCentral).Equal(row => row.Kind, OperationKind.AssignNumber)
                .In(row => row.State, [OperationState.Planned, OperationState.Held, OperationState.Blocked, OperationState.Failed]), cancellationToken).ConfigureAwait(false);
        string[] people = [.. operations.Where(operation => (only is null || only.Contains(operation.UserId)) && !(operation.State == OperationState.Failed && operation.DoneAt + s_again > now)).Select(operation => operation.UserId).Distinct()];
        if (people.Length == 0)
        {
            return diffs;
        }

        Dictionary<string, string> owed = new(StringComparer.Ordinal);
        await foreach (AppUser extension in hub.ReadAsync(new Filter<AppUser>().Equal(row => row.SystemId, Ids.RingCentral).In<string?>(row => row.UserId, people), cancellationToken).ConfigureAwait(false))
        {
            if (extension is { State: AppUserState.Present, Enabled: true } && extension.Attributes.Text("directNumber") is null && extension.Attributes.Text(RingCentralNumbers.StateAttribute) is null or RingCentralNumbers.None)
            {
                owed[extension.UserId!] = extension.Key;
            }
        }

        List<PersonDiff> all = [.. diffs.Select(diff => owed.TryGetValue(diff.UserId, out string? extension) && diff.ExtensionId == extension ? diff with { OwesNumber = true } : diff)];
        string[] others = [.. owed.Keys.Except(diffs.Select(diff => diff.UserId))];
        foreach (HubUser user in await hub.ListAsync(new Filter<HubUser>().In(row => row.Id, others).Equal(row => row.Status, HubUserStatus.Active), cancellationToken).ConfigureAwait(false))
        {
            all.Add(new PersonDiff
            {
                UserId = user.Id,
                Person = user.Name,
                Login = user.Login,
                Email = user.Email,
                Department = user.Department,
                Kind = DiffKind.None,
                ExtensionId = owed[user.Id],
                OwesNumber = true,
            });
        }

        return all;
    }
}
