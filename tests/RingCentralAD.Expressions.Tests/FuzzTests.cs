namespace RingCentralAD.Expressions.Tests;

/// <summary>
/// Whatever is typed, only ExpressionException comes out, and its place lies inside the expression.
/// Short form 20,000 inputs, with RCAD_SOAK=1 a million.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const string Context = """
        {"user":{"s":"Sales","n":null,"e":"","i":5,"l":4294967296,"d":2.5,"b":true,"list":[1,"a",null,[2]],"obj":{"k":"v"},"firstName":"Zoë 😀"},
         "appuser":{"directNumber":"+14155556789","extensionNumber":"321"},"source":{"phone":"+1-415-555-6789;ext.321"},
         "groups":[{"id":"g1","name":"West","type":"OKTA_GROUP","app":"OKTA"}],"directoryUsers":[{"upn":"a@x"}],
         "managerUsers":{"active_directory":{"firstName":"Grace"}},"now":"2024-02-29T12:00:00Z"}
        """;

    private static readonly string[] s_words =
    [
        "user", "appuser", "source", "phone", ".", "s", "n", "i", "list", "obj", "k", "firstName", "(", ")", "[", "]", "{", "}", ",", "+", "-", "*", "/", "%", "^",
        "==", "!=", "<", ">=", "?", ":", "?:", "?.", "!", "&&", "||", "and", "or", "not", "matches", "div", "null", "true", "1", "0", "-1", "2.5", "9L", "0x1F", "1e9",
        "\"a\"", "'b'", "\"(\"", "\"\\d+\"", "'yyyy-MM-dd'", "\"EST\"", "'2024-02-29'", ".![", "'group.id'", "\"group.name\"", "\"", "'", "“", "#", "@", "\\", "\0", "😀", "é", " ", "\n",
    ];

    [Fact]
    public void Only_the_languages_own_error_comes_out()
    {
        int seed = Random.Shared.Next();
        int count = Repository.IsSoak ? 1_000_000 : 20_000;
        output.WriteLine($"seed {seed}, {count} inputs");
        var random = new Random(seed);
        var generator = new ExpressionGenerator(random);
        EvaluationContext context = JsonContext.Read(Context, null).Context;
        int values = 0;
        for (int i = 0; i < count; i++)
        {
            string text = (i % 5) switch
            {
                0 => Characters(random),
                1 => Words(random),
                2 => Mutated(random, Call(random)),
                3 => Call(random),
                _ => Mutated(random, generator.Next().Text),
            };
            values += Try(text, context, seed) ? 1 : 0;
            CheckAndComplete(text, random.Next(text.Length + 1), seed);
        }

        output.WriteLine($"{values} of them had a value");
        Assert.InRange(values, 1, count);
    }

    private static bool Try(string text, EvaluationContext context, int seed)
    {
        try
        {
            Expression.Parse(text).Bind(context.Schema).Evaluate(context);
            return true;
        }
        catch (ExpressionException error)
        {
            Assert.True(error.Position >= 0 && error.Length >= 0 && error.Position + error.Length <= text.Length, $"seed {seed}: {error.Position}+{error.Length} is outside {text}");
            Assert.NotEmpty(error.ToDisplay());
            return false;
        }
        catch (Exception other)
        {
            Assert.Fail($"seed {seed}: {text} gave {other}");
            return false;
        }
    }

    /// <summary>What saving a mapping and typing it do with the same text.</summary>
    private static void CheckAndComplete(string text, int cursor, int seed)
    {
        try
        {
            BoundExpression bound = Expression.Parse(text).Bind(BinderTests.Schema);
            Assert.All(bound.Warnings, warning => Assert.True(warning.Position + warning.Length <= text.Length, $"seed {seed}: {warning} is outside {text}"));
        }
        catch (ExpressionException error)
        {
            Assert.True(error.Position + error.Length <= text.Length, $"seed {seed}: {error.Position}+{error.Length} is outside {text}");
        }

        Assert.All(ExpressionCompletion.At(text, cursor, BinderTests.Schema), item => Assert.True(item.Start + item.Length <= text.Length));
    }

    private static string Characters(Random random)
    {
        var text = new char[random.Next(40)];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = random.Next(4) == 0 ? (char)random.Next(0x10000) : (char)random.Next(32, 127);
        }

        return new string(text);
    }

    private static string Words(Random random) =>
        string.Join(random.Next(2) == 0 ? " " : "", Enumerable.Range(0, random.Next(1, 25)).Select(_ => s_words[random.Next(s_words.Length)]));

    /// <summary>A call of any function with arguments of any kind, now and then too many or too few.</summary>
    private static string Call(Random random)
    {
        IReadOnlyList<FunctionDefinition> functions = FunctionTable.Standard.Functions;
        FunctionDefinition function = functions[random.Next(functions.Count)];
        int count = random.Next(10) == 0 ? random.Next(6) : function.Parameters.Count + (function.IsVariadic ? random.Next(5) : 0);
        return $"{function.Name}({string.Join(", ", Enumerable.Range(0, count).Select(_ => Argument(random)))})";
    }

    private static string Argument(Random random) => random.Next(12) switch
    {
        0 => "null",
        1 => random.Next(-5, 200).ToString(System.Globalization.CultureInfo.InvariantCulture),
        2 => "user.list",
        3 => "user.s",
        4 => "{1, 'a', null}",
        5 => "user.obj",
        6 => "{'group.profile.name': 'W'}",
        7 => "2.5",
        8 => "user.n",
        9 => Call(random),
        10 => "true",
        _ => $"'{Characters(random).Replace("'", "''", StringComparison.Ordinal)}'",
    };

    private static string Mutated(Random random, string text)
    {
        for (int times = random.Next(4); times > 0 && text.Length > 0; times--)
        {
            int at = random.Next(text.Length);
            text = random.Next(4) switch
            {
                0 => text.Remove(at, 1),
                1 => text.Insert(at, s_words[random.Next(s_words.Length)]),
                2 => text[..at],
                _ => text.Insert(at, text[random.Next(at + 1)..Math.Min(text.Length, at + 5)]),
            };
        }

        return text;
    }
}
