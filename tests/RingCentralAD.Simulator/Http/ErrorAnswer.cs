using System.Text.Json;

namespace RingCentralAD.Simulator;

/// <summary>RingCentral's error body: errors[] with code, message and parameter; v1.0 has legacy fields on top.</summary>
internal static class ErrorAnswer
{
    public static Answer Make(IReadOnlyList<Problem> problems, bool legacy, string? acceptLanguage)
    {
        bool german = Messages.German(acceptLanguage);
        return Answer.Json(
            w =>
            {
                w.WriteStartObject();
                if (legacy)
                {
                    w.WriteString("errorCode", Legacy(problems[0]));
                    w.WriteString("message", Messages.For(problems[0], german));
                }

                Write(w, "errors", problems, german);
                w.WriteEndObject();
            },
            problems[0].Status,
            problems[0].Code);
    }

    public static void Write(Utf8JsonWriter w, string name, IReadOnlyList<Problem> problems, bool german)
    {
        w.WriteStartArray(name);
        foreach (Problem problem in problems)
        {
            w.WriteStartObject();
            w.WriteString("errorCode", problem.Code);
            w.WriteString("message", Messages.For(problem, german));
            if (problem.Parameter is not null && problem.Status is 400 or 404 or 409)
            {
                w.WriteString("parameterName", problem.Parameter);
                w.Text("parameterValue", problem.Value);
            }

            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    private static string Legacy(Problem problem) => problem.Status switch
    {
        400 => "InvalidParameter",
        401 => "TokenInvalid",
        403 => "InsufficientPermissions",
        404 => "ResourceNotFound",
        429 => "RequestRateExceeded",
        _ => problem.Code,
    };
}
