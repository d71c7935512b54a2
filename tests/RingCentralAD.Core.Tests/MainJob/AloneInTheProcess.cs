using Xunit;

namespace RingCentralAD.Core.Tests.MainJob;

/// <summary>Tests that need the process for themselves: they look at whether its threads are at work.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;
