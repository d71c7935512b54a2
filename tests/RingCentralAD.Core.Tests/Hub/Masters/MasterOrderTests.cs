using RingCentralAD.Core.Hub;
using RingCentralAD.Core.Model;
using Xunit;

namespace RingCentralAD.Core.Tests.Hub.Masters;

/// <summary>Profile masters put at another place: the others keep their order, priorities stay 1, 2, 3 …</summary>
public sealed class MasterOrderTests
{
    private static readonly ProfileMaster[] s_three = [new("A", 1, true), new("B", 2, true), new("C", 3, false)];

    [Theory]
    [InlineData("A", 1, null, "A B C-")]
    [InlineData("A", 2, null, "B A C-")]
    [InlineData("A", 9, null, "B C- A")]
    [InlineData("C", 1, null, "C- A B")]
    [InlineData("C", 1, true, "C A B")]
    [InlineData("B", null, false, "A B- C-")]
    [InlineData("D", null, null, "A B C- D")]
    [InlineData("D", 1, false, "D- A B C-")]
    [InlineData("D", 4, null, "A B C- D")]
    [InlineData("D", 99, null, "A B C- D")]
    public void Arrange(string system, int? priority, bool? enabled, string expected)
    {
        IReadOnlyList<ProfileMaster> arranged = MasterEditor.Arrange(s_three, system, priority, enabled);
        Assert.Equal(expected, string.Join(' ', arranged.Select(master => master.System + (master.Enabled ? "" : "-"))));
        Assert.Equal(Enumerable.Range(1, arranged.Count), arranged.Select(master => master.Priority));
    }
}
