using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.RingCentral;

/// <summary>What one of RingCentral's error codes means to an administrator.</summary>
/// <param name="Code">RingCentral's code, e.g. CMN-101.</param>
/// <param name="ErrorId">Our stable id for it.</param>
/// <param name="Failure">What it means for the one who sent the request.</param>
/// <param name="Meaning">What is wrong, in our words.</param>
/// <param name="Remedy">What to do.</param>
public sealed record ErrorMeaning(string Code, string ErrorId, AccountFailure Failure, string Meaning, string Remedy);
