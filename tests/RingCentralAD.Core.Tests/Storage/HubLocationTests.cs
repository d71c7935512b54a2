using RingCentralAD.Core.Model;
using RingCentralAD.Core.Storage;
using Xunit;

namespace RingCentralAD.Core.Tests.Storage;

public sealed class HubLocationTests
{
    [Theory]
    [InlineData("hub.db")]
    [InlineData("/var/lib/rcad/hub.db")]
    [InlineData("folder with = and ; in it/hub.db")]
    [InlineData("a=b.db")]
    public void A_path_is_a_file(string text)
    {
        HubLocation location = HubLocation.Parse(text);
        Assert.True(location.IsFile);
        Assert.Equal(Path.GetFullPath(text), location.Path);
        Assert.Equal(location.Path, location.ToString());
        Assert.Same(location, location.WithPassword("x"));
    }

    [Theory]
    [InlineData("Host=db.contoso.com;Database=rcad;Username=sync;Password=s3cret", "db.contoso.com/rcad")]
    [InlineData("host=db;port=5433;database=rcad;password='s3cret;x=1';schema=test_1", "db:5433/rcad, schema test_1")]
    [InlineData("Server=db;User Id=sync;Search Path=mine", "db/sync, schema mine")]
    [InlineData("postgresql://sync:s3cret@db.contoso.com:5433/rcad?sslmode=verify-full", "db.contoso.com:5433/rcad")]
    [InlineData("postgres://db/rcad", "db/rcad")]
    public void A_connection_string_is_shown_without_its_password(string text, string shown)
    {
        HubLocation location = HubLocation.Parse(text);
        Assert.False(location.IsFile);
        Assert.Equal(shown, location.ToString());
        Assert.Equal(shown, location.WithPassword("0ther").ToString());
        Assert.Equal("0ther", location.WithPassword("0ther").Settings.Single(static pair => pair.Key.Equals("password", StringComparison.OrdinalIgnoreCase)).Value);
    }

    [Theory]
    [InlineData("Host=db;Password=s3cret;rest")]
    [InlineData("Host=db;Password=\"s3cret")]
    [InlineData("Host=db;Password=x;Schema=a\"b")]
    [InlineData("Host=db;Schema=pg_temp")]
    [InlineData("Host=db;Schema=")]
    [InlineData("postgresql://")]
    public void What_cannot_be_read_is_refused_without_the_secret(string text)
    {
        try
        {
            HubLocation location = HubLocation.Parse(text);
            Assert.Equal(HubLocation.DefaultSchema, location.Schema);
            Assert.Equal("Host=db;Schema=", text);
        }
        catch (RingCentralAdException exception)
        {
            Assert.Equal(("HubLocationInvalid", ErrorKind.InvalidInput), (exception.ErrorId, exception.Kind));
            Assert.DoesNotContain("s3cret", exception.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("rest", exception.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_key_that_the_client_does_not_know_is_refused_without_the_secret()
    {
        HubLocation location = HubLocation.Parse("Host=db;Password=s3;cret=1");
        RingCentralAdException exception = await Assert.ThrowsAsync<RingCentralAdException>(
            () => HubStore.OpenAsync(location, TimeProvider.System, TestContext.Current.CancellationToken));
        Assert.Equal("HubLocationInvalid", exception.ErrorId);
        Assert.DoesNotContain("cret", exception.ToString(), StringComparison.Ordinal);
    }
}
