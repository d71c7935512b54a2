using RingCentralAD.Core.Model;
using RingCentralAD.Core.RingCentral;
using Xunit;
using static RingCentralAD.Core.Tests.RingCentral.ScriptedServer;

namespace RingCentralAD.Core.Tests.RingCentral;

/// <summary>Answers damaged at random: every call ends in a result or an <see cref="AccountException"/>, never in anything else.</summary>
public sealed class AnswerFuzzTests : ScriptedTest
{
    private static readonly string[] s_answers =
    [
        """{"id":11,"type":"User","status":"Enabled","contact":{"firstName":"Ann","businessAddress":{"state":"CA"}},"references":[{"ref":"x","type":"CustomerDirectoryId"}],"site":{"id":"1","name":"S"},"roles":[{"id":"1"}]}""",
        """{"records":[{"id":11,"type":"User","status":"Enabled","phoneNumber":"+1","extension":{"id":"1"},"temporaryNumber":{"phoneNumber":"+2"}}],"paging":{"page":1,"perPage":1000,"totalPages":1,"totalElements":1},"navigation":{"nextPage":{"uri":"x"}}}""",
        """{"errorCode":"X","errors":[{"errorCode":"CMN-101","message":"m","parameterName":"p"}],"error":"invalid_grant","schemas":["urn:x:Error"],"scimType":"uniqueness"}""",
    ];

    private static readonly int[] s_statuses = [200, 200, 200, 200, 400, 403, 404, 409, 500, 503];

    private static readonly string[] s_pieces = ["null", "[]", "{}", "1", "-1", "\"\"", "\"x\"", "true", "99999999999999999999", "1.5", "[[]]", "{\"id\":[]}", "\u0000", "}", "\"\\ud800\""];

    [Fact]
    public async Task No_damaged_answer_ends_in_anything_but_a_result_or_an_account_failure()
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        await using RingCentralAccount account = await OpenAsync(new RingCentralOptions { Tries = 1 });
        int results = 0;
        int failures = 0;
        for (int round = 0; round < 2_000; round++)
        {
            string body = Damage(s_answers[random.Next(s_answers.Length)], random);
            int status = s_statuses[random.Next(s_statuses.Length)];
            Server.Answer = _ => Task.FromResult(Json(body, status, Rate("Light", 1_000_000, 999_999)));
            try
            {
                await Time.DriveAsync(Call(account, random.Next(5)));
                results++;
            }
            catch (AccountException error)
            {
                Assert.NotEmpty(error.Message);
                Assert.NotNull(RingCentralErrors.Explain(error).Title);
                failures++;
            }
        }

        Assert.True(results > 50 && failures > 50, $"seed {seed}: {results} results, {failures} failures");
    }

    private static async Task Call(RingCentralAccount account, int which)
    {
        switch (which)
        {
            case 0:
                await account.FindExtensionAsync("11", Stop);
                break;
            case 1:
                await account.CreateExtensionAsync("{}", Stop);
                break;
            case 2:
                await account.ReadNumbersAsync("11", Stop);
                break;
            case 3:
                await account.FindExtensionsByMailAsync("a@example.com", Stop);
                break;
            default:
                await account.ReadDictionariesAsync(Stop);
                break;
        }
    }

    private static string Damage(string answer, Random random)
    {
        int start = random.Next(answer.Length);
        int end = random.Next(start, Math.Min(answer.Length, start + 20));
        return random.Next(4) switch
        {
            0 => answer[..start],
            1 => answer[..start] + s_pieces[random.Next(s_pieces.Length)] + answer[end..],
            _ => Swap(answer, random),
        };
    }

    /// <summary>Puts another value in the place of one, so that the JSON stays whole.</summary>
    private static string Swap(string answer, Random random)
    {
        Newtonsoft.Json.Linq.JObject json = Newtonsoft.Json.Linq.JObject.Parse(answer);
        List<Newtonsoft.Json.Linq.JToken> values = [.. json.Descendants().Where(token => token is not Newtonsoft.Json.Linq.JProperty)];
        values[random.Next(values.Count)].Replace(Newtonsoft.Json.Linq.JToken.Parse(s_pieces[random.Next(12)]));
        return json.ToString();
    }
}
