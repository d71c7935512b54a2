using RingCentralAD.Core.Model;

namespace RingCentralAD.Core.Provisioning;

/// <summary>Whether the account's lists of extensions and numbers are read for so many people, rather than asked for one by one.</summary>
internal static class ReadAtOnce
{
    private const int Beyond = 20;

    public static bool Pays(int people) => people > Beyond;

    /// <summary>The same for a plan, by those whose numbers are read; the numbers of an extension that was made just now are asked for apart.</summary>
    public static bool Pays(IEnumerable<Operation> planned) => Pays(planned.Count(operation => operation.Kind is OperationKind.Link or OperationKind.Fill or OperationKind.Reactivate));
}
