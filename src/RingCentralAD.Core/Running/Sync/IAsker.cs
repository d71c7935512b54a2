namespace RingCentralAD.Core.Running;

/// <summary>Whoever answers for a person before something is done. A cmdlet asks at the prompt; a test answers by itself.</summary>
public interface IAsker
{
    /// <summary>Whether it is to be done at all (ShouldProcess).</summary>
    /// <param name="target">What would be done, in numbers.</param>
    /// <param name="action">What it is, in short.</param>
    Task<bool> AgreesAsync(string target, string action);

    /// <summary>Asks a question that must be answered; throws <c>QuestionUnanswered</c> where nobody can.</summary>
    /// <param name="question">What would be done.</param>
    /// <param name="caption">What it is about, in short.</param>
    /// <param name="answer">The switch that answers it.</param>
    Task<bool> AnswersAsync(string question, string caption, string answer);
}
