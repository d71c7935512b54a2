using Ids = RingCentralAD.Core.RingCentral.RingCentralErrorIds;
using Means = RingCentralAD.Core.Model.AccountFailure;

namespace RingCentralAD.Core.RingCentral;

public static partial class ErrorMeanings
{
    private const string CheckClient = "Compare client id and client secret with the app's page in RingCentral's Developer Console (Credentials), and the server with the app's environment.";
    private const string CheckJwt = "Make a new JWT in the Developer Console (Credentials, Create JWT) as a user of this account, allowed for this app, and store it where the hub looks for it.";
    private const string EnableJwt = "In the Developer Console open the app, Settings, Auth, and choose the JWT auth flow; save, then connect again.";
    private const string CheckUser = "Look at the user whose JWT is used in the Admin Portal: the user must be enabled and of a type that may sign in.";
    private const string SignInAgain = "A new session is opened by itself; if it stays, look whether somebody ends the sessions of this user.";
    private const string NotOurFlow = "RingCentralAD signs in with a JWT only. Check that the app is of the server-only kind with the JWT auth flow.";

    /// <summary>Codes of signing in and of sessions (OAU).</summary>
    private static IEnumerable<ErrorMeaning> SignInCodes() =>
    [
        Failed("OAU-101", "The app belongs to another brand of RingCentral.", CheckClient),
        Failed("OAU-102", "RingCentral could not issue an authorization code.", NotOurFlow),
        Failed("OAU-105", "Users of this type may not sign in.", CheckUser),
        Failed("OAU-106", "The authorization code is wrong.", NotOurFlow),
        Failed("OAU-108", "The authorization code has expired.", NotOurFlow),
        Failed("OAU-109", "The redirect address is not the one registered for the app.", NotOurFlow),
        Failed("OAU-110", "The authorization code was made for another app.", NotOurFlow),
        Failed("OAU-111", "A parameter of the sign-in came twice.", Report),
        Failed("OAU-112", "The app may not sign in with a JWT.", EnableJwt),
        Failed("OAU-113", "The app has no redirect address.", NotOurFlow),
        Failed("OAU-116", "The app signs in by another method than the one it is set to.", "Give the client secret where the app has one, and none where it is a public client."),
        Failed("OAU-117", "The app asked for fewer rights than the one it stands for.", CheckClient),
        Failed("OAU-119", "This number cannot be used to sign in.", CheckJwt),
        Failed("OAU-120", "RingCentral does not know the client id.", CheckClient),
        Failed("OAU-121", "RingCentral does not know the app, or not in this environment.", CheckClient),
        Failed("OAU-123", "The Authorization header has a wrong value. A proxy on the way may have changed it.", "Check the proxy and the client id, then connect again."),
        Failed("OAU-125", "The app may not sign in with a JWT.", EnableJwt),
        Failed("OAU-127", "The app is not released for this environment, or no longer valid.", CheckClient),
        Ended("OAU-128", "The access token has expired."),
        Ended("OAU-129", "The access token is damaged."),
        Ended("OAU-134", "The Authorization header is wrong."),
        Failed("OAU-136", "The user whose JWT is used does not exist any more.", CheckJwt),
        Failed("OAU-140", "RingCentral does not accept the JWT: it is wrong, expired, revoked, or made for another app or server.", CheckJwt),
        Failed("OAU-141", "The user whose JWT is used may not sign in at present: disabled, frozen or not activated.", CheckUser),
        Failed("OAU-142", "The account is suspended, cancelled or not confirmed.", "Settle the account's state with RingCentral (Admin Portal, Billing)."),
        Failed("OAU-146", "RingCentral does not accept the client id with this client secret.", CheckClient),
        Failed("OAU-147", "The user is locked out after too many failed sign-ins.", "Wait, or unlock the user in the Admin Portal; then connect again with the right JWT."),
        Failed("OAU-148", "The user is locked out after too many failed sign-ins and may sign in by single sign-on only.", "Unlock the user in the Admin Portal; then connect again with the right JWT."),
        Ended("OAU-149", "RingCentral cannot read the access token."),
        Failed("OAU-150", "Two parameters of the sign-in contradict each other.", Report),
        Failed("OAU-151", "RingCentral does not take this way of authorization. A proxy on the way may have changed the header.", "Check the proxy, then connect again."),
        Failed("OAU-168", "The user needs a second factor and may not sign in with a password.", NotOurFlow),
        Ended("OAU-213", "RingCentral does not know the access token any more: the session was ended."),
        Failed("OAU-236", "The user whose JWT is used is disabled or frozen.", CheckUser),
        Failed("OAU-251", "The app may not sign in with a JWT: it lacks the JWT auth flow.", EnableJwt),
        Failed("OAU-347", "The JWT is signed in a way that RingCentral does not take: it was not made in the Developer Console.", CheckJwt),
    ];

    /// <summary>The error words of OAuth (RFC 6749, 5.2), where RingCentral gives no code of its own.</summary>
    internal static ErrorMeaning? FindOAuth(string? error) => error switch
    {
        "invalid_client" => Failed("invalid_client", "RingCentral does not accept the client id with this client secret.", CheckClient),
        "invalid_grant" => Failed("invalid_grant", "RingCentral does not accept the JWT: it is wrong, expired, revoked, or made for another app or server.", CheckJwt),
        "unauthorized_client" or "unsupported_grant_type" => Failed(error, "The app may not sign in with a JWT: it lacks the JWT auth flow.", EnableJwt),
        "invalid_scope" => Failed(error, "The app does not have the scopes that were asked for.", GrantScope),
        "invalid_request" => Failed(error, "RingCentral does not accept the form of the sign-in.", CheckClient),
        _ => null,
    };

    private static ErrorMeaning Failed(string code, string meaning, string remedy) => new(code, Ids.SignInFailed, Means.SignIn, meaning, remedy);

    private static ErrorMeaning Ended(string code, string meaning) => new(code, Ids.SessionRefused, Means.SignIn, meaning, SignInAgain);
}
