namespace RingCentralAD.Simulator;

/// <summary>Port day.</summary>
internal static class Porting
{
    /// <summary>The pending number becomes PortedIn; its temporary number goes to the inventory, now or by a later replace.</summary>
    public static void Complete(SimulatorState state, string phoneNumber, bool replace)
    {
        foreach (Account account in state.Accounts)
        {
            lock (account.Gate)
            {
                if (account.NumberTable.ByNumber(phoneNumber) is { Status: "Pending" } pending)
                {
                    PhoneNumber ported = pending with { Status = "PortedIn", PaymentType = "Local", UsageType = "Inventory", ExtensionId = null, TemporaryId = null };
                    account.AddNumber(ported);
                    if (replace && pending.TemporaryId is { } id && account.NumberTable.Find(id) is { } temporary)
                    {
                        NumberAssignment.Swap(account, temporary, ported);
                    }

                    return;
                }
            }
        }

        throw new ArgumentException($"No number {phoneNumber} waits for its port.", nameof(phoneNumber));
    }
}
