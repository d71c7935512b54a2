namespace RingCentralAD.Core.Tests.Storage;

public sealed class PostgresRowTests() : RowTests(new PostgresPlace());

public sealed class PostgresFilterTests() : FilterTests(new PostgresPlace());

public sealed class PostgresConflictTests() : ConflictTests(new PostgresPlace());

public sealed class PostgresTransactionTests() : TransactionTests(new PostgresPlace());

public sealed class PostgresTrialTests() : TrialTests(new PostgresPlace());

public sealed class PostgresLeaseTests() : LeaseTests(new PostgresPlace());

public sealed class PostgresSpeedTests() : SpeedTests(new PostgresPlace());

public sealed class PostgresProcessTests() : ProcessTests(new PostgresPlace())
{
    protected override string FullLocation => PostgresPlace.FullLocation(Location);
}
