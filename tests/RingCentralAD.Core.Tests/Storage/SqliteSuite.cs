namespace RingCentralAD.Core.Tests.Storage;

public sealed class SqliteRowTests() : RowTests(new SqlitePlace());

public sealed class SqliteFilterTests() : FilterTests(new SqlitePlace());

public sealed class SqliteConflictTests() : ConflictTests(new SqlitePlace());

public sealed class SqliteTransactionTests() : TransactionTests(new SqlitePlace());

public sealed class SqliteTrialTests() : TrialTests(new SqlitePlace());

public sealed class SqliteLeaseTests() : LeaseTests(new SqlitePlace());

public sealed class SqliteSpeedTests() : SpeedTests(new SqlitePlace());

public sealed class SqliteProcessTests() : ProcessTests(new SqlitePlace())
{
    protected override string FullLocation => Location.Path!;
}
