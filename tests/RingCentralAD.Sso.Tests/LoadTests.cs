using System.Diagnostics;
using System.Net;
using RingCentralAD.Core.Model;
using RingCentralAD.Core.Tests.Running.SignOn;
using Xunit;

namespace RingCentralAD.Sso.Tests;

/// <summary>Many sign-ins, each from page to signed answer against a real domain controller, by several browsers at once.</summary>
public sealed class LoadTests(SignOnDomain domain) : IClassFixture<SignOnDomain>
{
    private static readonly string[] s_people = ["ann", "bob", "twin1", "twin2", "jose", "jósé", "storm", "parallel"];
    private static readonly bool s_soak = Environment.GetEnvironmentVariable("RCAD_SOAK") == "1";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>At full length a thousand in a minute: each is begun at its own moment of it, and none is left behind.</summary>
    [Fact]
    [Trait("Category", "Soak")]
    public async Task Sign_ins_come_evenly_and_every_one_is_answered()
    {
        domain.Need();
        await using SsoLab lab = await SsoLab.StartAsync(domain, [new ServiceProvider { Name = "test", EntityId = TestProvider.EntityId, AcsUrls = [TestProvider.Acs] }], Stop);
        int count = s_soak ? 1_000 : 40;
        TimeSpan apart = s_soak ? TimeSpan.FromMinutes(1) / count : TimeSpan.Zero;
        List<double> times = [];
        Stopwatch clock = Stopwatch.StartNew();
        int next = -1;
        await Task.WhenAll(Enumerable.Range(0, s_people.Length).Select(async browser =>
        {
            for (int number = Interlocked.Increment(ref next); number < count; number = Interlocked.Increment(ref next))
            {
                TimeSpan wait = (apart * number) - clock.Elapsed;
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, Stop);
                }

                long begun = Stopwatch.GetTimestamp();
                using HttpClient person = lab.Browser(from: $"127.0.1.{browser + 1}");
                string page = await person.PageAsync("/sso/start?provider=test", Stop);
                using HttpResponseMessage answer = await person.SignInAsync(page, s_people[browser], SignOnDomain.Password, Stop);
                string posting = await answer.Content.ReadAsStringAsync(Stop);
                Assert.True(answer.StatusCode == HttpStatusCode.OK, posting);
                Assert.Contains("@corp.example</saml:NameID>", TestProvider.Posted(posting).Xml, StringComparison.Ordinal);
                lock (times)
                {
                    times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                }
            }
        }));

        times.Sort();
        Assert.Equal(count, lab.Log.Lines.Count(static line => line.StartsWith("Information Sign-in Outcome=Ok", StringComparison.Ordinal)));
        TestContext.Current.TestOutputHelper!.WriteLine($"{count} sign-ins in {clock.Elapsed.TotalSeconds:F1} s; each (a new TLS connection, page, password, answer): median {times[count / 2]:F0} ms, 95 % {times[count * 95 / 100]:F0} ms, longest {times[^1]:F0} ms");
    }
}
