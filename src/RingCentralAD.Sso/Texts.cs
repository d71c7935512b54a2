using RingCentralAD.Core.Model;

namespace RingCentralAD.Sso;

/// <summary>All that people read on the pages.</summary>
internal static class Texts
{
    public const string SignIn = "Sign in";
    public const string SigningIn = "Signing in";
    public const string GoOn = "You are signed in. If nothing happens, choose Continue.";
    public const string SignOut = "Sign out";
    public const string SignOutQuestion = "Do you want to end your session here? Applications that you signed in to stay open until you sign out there.";
    public const string SignedOut = "You are signed out";
    public const string SignedOutMore = "Close the browser if others use this device.";
    public const string NotPossible = "The sign-in did not work";
    public const string NotFound = "This page does not exist";
    public const string StartAgain = "Go back to the application and start the sign-in again.";
    public const string Expired = "This page was open for too long, or cookies are switched off. Go back to the application and start the sign-in again.";
    public const string Replayed = "This sign-in was used already. Go back to the application and start again.";
    public const string RequestWrong = "The application sent a request that is not accepted here. Your IT support can see why.";
    public const string PersonRefused = "You cannot sign in to this application yet. Ask your IT support.";
    public const string Fault = "Something went wrong here. Try again in a minute; if it goes on, ask your IT support.";
    public const string Empty = "Give your user name and your password.";
    public const string Wrong = "The name or the password is not right, or the account is locked. After several wrong passwords wait a while; your IT support can help.";

    /// <summary>What somebody is told who may know: the password was right, or none was asked for.</summary>
    public static string Of(CredentialAnswer answer) => !answer.IsTold ? Wrong : answer.Outcome switch
    {
        CredentialOutcome.Locked => "Your account is locked. Wait a while, or ask your IT support.",
        CredentialOutcome.Disabled => "Your account is disabled. Ask your IT support.",
        CredentialOutcome.PasswordExpired => "Your password has expired. Change it on your computer, then sign in again.",
        CredentialOutcome.MustChangePassword => "You must change your password first. Change it on your computer, then sign in again.",
        CredentialOutcome.AccountExpired => "Your account has expired. Ask your IT support.",
        CredentialOutcome.NotAllowedHere => "Your account may not sign in at this time or from here.",
        CredentialOutcome.NotActive or CredentialOutcome.NotAssigned => PersonRefused,
        CredentialOutcome.TooManyTries => "There were too many tries. Wait a few minutes, then try again.",
        CredentialOutcome.DirectoryUnavailable => "Your password cannot be checked just now. Try again in a minute.",
        _ => Wrong,
    };
}
