namespace RingCentralAD.Core.Provisioning;

/// <summary>
/// How many new people are made in batches (Heavy, ten a request, and one update of 500 afterwards) while the others are made singly
/// (Medium), so that both groups are done at the same time.
/// </summary>
internal static class JoinWays
{
    private const double HeavyAPerson = (1.0 / Schedule.LargestBatch) + (1.0 / Schedule.LargestUpdate);

    /// <summary>How many go by batch.</summary>
    /// <param name="people">All that are to be made.</param>
    /// <param name="fit">Those whose values a batch can carry.</param>
    /// <param name="medium">Medium requests that the plan sends anyway.</param>
    /// <param name="requests">Medium requests that one person takes singly.</param>
    /// <param name="allowance">What RingCentral allows.</param>
    public static int Batched(int people, int fit, int medium, int requests, Allowance allowance)
    {
        if (allowance.TimeFor(Allowance.Medium, medium + (people * requests)) == TimeSpan.Zero)
        {
            return 0;
        }

        double mediumRate = allowance.RateOf(Allowance.Medium);
        double heavyRate = allowance.RateOf(Allowance.Heavy);
        double singly = ((people * HeavyAPerson / heavyRate) - (medium / mediumRate)) / ((requests / mediumRate) + (HeavyAPerson / heavyRate));
        int batched = people - (int)Math.Clamp(Math.Round(singly), 0, people);
        return Math.Min(fit, batched);
    }
}
