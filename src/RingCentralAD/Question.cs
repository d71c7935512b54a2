using System.Management.Automation;
using System.Management.Automation.Host;
using RingCentralAD.Core.Model;

namespace RingCentralAD;

/// <summary>A question that must be answered before something is done. Where nobody can answer, it stops and names the switch that does.</summary>
internal static class Question
{
    /// <summary>Asks at the prompt.</summary>
    /// <param name="cmdlet">Who asks.</param>
    /// <param name="question">What would be done.</param>
    /// <param name="caption">What it is about, in short.</param>
    /// <param name="answer">The switch that answers it.</param>
    public static bool Ask(Cmdlet cmdlet, string question, string caption, string answer)
    {
        try
        {
            return cmdlet.ShouldContinue(question, caption);
        }
        catch (Exception error) when (IsUnanswered(error))
        {
            throw new RingCentralAdException(
                "QuestionUnanswered", ErrorKind.Limit, $"{caption} Nobody is here to answer. {question}",
                $"Look at the plan with {ThisCommand.Name} -WhatIf; then run {ThisCommand.Name} {answer}.", null, error);
        }
    }

    /// <summary>Whether an error of the host says that nobody can answer: which one it is, is each host's own choice.</summary>
    public static bool IsUnanswered(Exception error) => error is HostException or PSInvalidOperationException or NotImplementedException or NotSupportedException;
}
