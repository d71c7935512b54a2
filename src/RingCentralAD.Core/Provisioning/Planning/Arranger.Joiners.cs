using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>New accounts, with their numbers and roles, and the end of old ones.</summary>
public sealed partial class Arranger
{
    /// <summary>Those who get a new account: from an Unassigned extension or a new one, singly or by batch, so that all rate groups are done soonest.</summary>
    private void MakeAll()
    {
        List<PersonDiff> fresh = [];
        foreach (PersonDiff diff in _making)
        {
            // Before a line and a number are taken: they are for somebody who can use them.
            Operation? refused = _refusals.OfJoiner(diff, _options);
            bool noLicence = refused?.ErrorId == "RcNoLicence";
            if (refused is not null && !(noLicence && _options.CreateMode == CreateMode.CreateThenFill && _unassigned.Count > 0))
            {
                Wait(diff, refused.ErrorId!, refused.Reason!, refused.Remedy);
            }
            else if (MayFill(fresh.Count, noLicence))
            {
                Fill(diff);
            }
            else if (_options.CreateMode == CreateMode.FillUnassigned)
            {
                Wait(
                    diff, "RcNoUnassigned", "No Unassigned extension is left in the account.",
                    "Add licences or lines in the RingCentral service web portal, or allow new extensions with Set-RcProvisioningOption -CreateMode FillThenCreate.");
            }
            else if (_options.AssignNumbers && fresh.Count >= _stock.Count)
            {
                Wait(diff, "RcNoStock", "No number is left in the account's inventory.", "Add numbers to the inventory in the RingCentral service web portal, or make people without one: Set-RcProvisioningOption -AssignNumbers $false.");
            }
            else
            {
                fresh.Add(diff);
            }
        }

        int requests = 1 + (_options.AssignNumbers ? 1 : 0) + (fresh.Any(diff => diff.Roles.Count > 0) ? 1 : 0);
        int fit = _options.BatchCreate && _options.ExtensionType == "User" ? fresh.Count(BatchPayload.Fits) : 0;
        int batched = JoinWays.Batched(fresh.Count, fit, _operations.Count(operation => operation.Kind == OperationKind.Fill), requests, _allowance);
        bool numbered = batched > 0 || _operations.Any(operation => operation.Kind == OperationKind.Fill);
        foreach (PersonDiff diff in fresh)
        {
            bool batch = batched > 0 && BatchPayload.Fits(diff);
            batched -= batch ? 1 : 0;
            Create(diff, batch, numbered);
        }
    }

    private bool MayFill(int fresh, bool noLicence) => _unassigned.Count > 0 && _options.CreateMode switch
    {
        CreateMode.FillUnassigned or CreateMode.FillThenCreate => true,
        CreateMode.CreateThenFill => noLicence || (_options.AssignNumbers && fresh >= _stock.Count),
        _ => false,
    };

    private void Fill(PersonDiff diff)
    {
        if (!TryNumber(diff, needed: true, out string? number, out string? reason))
        {
            WaitForNumber(diff, reason!);
            return;
        }

        Extension extension = _unassigned.Dequeue();
        PersonDiff filled = diff with { ExtensionId = extension.Id, Values = Carried(diff, "costCenter"), Changes = [.. diff.Changes.Where(change => change.Attribute != "costCenter")] };
        Add(filled, OperationKind.Fill, PlanOrder.Join, AccountPayload.Fill(filled, number!, _options));
        AssignRoles(filled);
    }

    private void Create(PersonDiff diff, bool batch, bool numbered)
    {
        // RingCentral gives the next free number by itself. Of a batch it does not tell which, and beside batches and fills it would give away what those name.
        if (!TryNumber(diff, needed: numbered, out string? number, out string? reason))
        {
            WaitForNumber(diff, reason!);
            return;
        }

        if (!batch)
        {
            Add(diff, OperationKind.Create, PlanOrder.Join, AccountPayload.Create(diff, number, _options));
            AssignRoles(diff);
            if (_options.AssignNumbers)
            {
                AssignNumber(diff);
            }

            return;
        }

        PhoneNumber? line = _options is { AssignNumbers: true, EmergencyLocation: not null } ? _stock.Dequeue() : null;
        PersonDiff? rest = BatchPayload.Rest(diff);
        Add(
            diff with { Changes = [.. diff.Changes.Where(change => rest?.Values.ContainsKey(change.Attribute) != true)] },
            OperationKind.Create, PlanOrder.Join, BatchPayload.Record(diff, number, line, _options));
        if (_options.AssignNumbers && line is null)
        {
            AssignNumber(diff);
        }

        if (diff.Roles.Count > 1)
        {
            AssignRoles(diff);
        }

        if (rest is not null || _options.SendReference)
        {
            Add(rest ?? diff with { Changes = [] }, OperationKind.Update, PlanOrder.Update, AccountPayload.AfterBatch(rest, diff, _options));
        }
    }

    private void AssignRoles(PersonDiff diff)
    {
        if (diff.Roles.Count > 0)
        {
            Add(diff with { Changes = [.. diff.Changes.Where(change => change.Attribute == "role")] }, OperationKind.AssignRoles, PlanOrder.Update, RolePayload.Of(diff.Roles));
        }
    }

    private void AssignNumber(PersonDiff diff)
    {
        if (_stock.TryDequeue(out PhoneNumber? number))
        {
            Add(diff with { Changes = [new AttributeChange("directNumber", null, number.Number)] }, OperationKind.AssignNumber, PlanOrder.Update, StockNumber.Of(number));
        }
        else
        {
            Wait(diff, "RcNoStock", "The person is owed a number, and none is left in the account's inventory.", "Add numbers to the inventory in the RingCentral service web portal.", OperationKind.AssignNumber);
        }
    }

    private void Delete(PersonDiff diff)
    {
        Extension? extension = _facts.Find(diff.ExtensionId!);
        if (!Deletion.IsPossible(extension?.Type))
        {
            Wait(diff, "RcNotDeletable", $"The extension is a {extension?.Type}, which RingCentral does not delete.", "Delete it in the RingCentral service web portal.", OperationKind.Delete);
            return;
        }

        Add(diff, OperationKind.Delete, PlanOrder.Delete, Deletion.Payload);
        _operations[^1] = Deletion.At(_operations[^1], diff.DeactivatedAt!.Value.AddDays(_options.DeleteAfterDays), _time.GetUtcNow());
    }

    private void WaitForNumber(PersonDiff diff, string reason) => Wait(
        diff, IsTooLong(diff) ? "RcInvalidParameter" : "RcExtensionNumberTaken", reason, "Please correct in Active Directory if you have an extension field. Otherwise edit it in the RingCentral Service web portal.");

    private static Dictionary<string, string> Carried(PersonDiff diff, string except) => diff.Values.Where(pair => pair.Key != except).ToDictionary(StringComparer.Ordinal);
}
