namespace RingCentralAD.Simulator;

/// <summary>Who a request's access token belongs to.</summary>
internal static class Bearer
{
    public static Session Of(Platform platform, string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            throw new ApiException(new Problem(401, "AGW-401"));
        }

        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) || header["Bearer ".Length..].Trim() is not { Length: > 0 } token)
        {
            throw new ApiException(new Problem(401, "AGW-402"));
        }

        if (token.Length < 20)
        {
            throw new ApiException(new Problem(401, "OAU-149"));
        }

        Session session = platform.Tokens.Find(token) ?? throw new ApiException(new Problem(401, "OAU-213"));
        return platform.Tokens.Expired(session) ? throw new ApiException(new Problem(401, "OAU-128")) : session;
    }
}
