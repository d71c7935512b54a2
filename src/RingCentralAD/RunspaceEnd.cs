using System.Collections.Concurrent;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace RingCentralAD;

/// <summary>What is to be let go when a runspace closes or the module leaves it.</summary>
internal static class RunspaceEnd
{
    private static readonly ConditionalWeakTable<Runspace, ConcurrentDictionary<object, Action<Runspace>>> s_actions = [];

    /// <summary>Notes an action for the end of the runspace, once per owner.</summary>
    public static void Register(Runspace runspace, object owner, Action<Runspace> release) =>
        s_actions.GetValue(runspace, Watch)[owner] = release;

    /// <summary>Runs and forgets what is noted for the runspace. One that fails does not keep the others from running.</summary>
    public static void Run(Runspace runspace)
    {
        runspace.StateChanged -= OnStateChanged;
        if (!s_actions.TryGetValue(runspace, out ConcurrentDictionary<object, Action<Runspace>>? actions)
            || !s_actions.Remove(runspace))
        {
            return;
        }

        foreach (Action<Runspace> release in actions.Values)
        {
            try
            {
                release(runspace);
            }
            catch (Exception)
            {
                // Nobody is left to tell, and the next one must still be closed.
            }
        }
    }

    private static ConcurrentDictionary<object, Action<Runspace>> Watch(Runspace runspace)
    {
        runspace.StateChanged += OnStateChanged;
        return new ConcurrentDictionary<object, Action<Runspace>>(ReferenceEqualityComparer.Instance);
    }

    private static void OnStateChanged(object? sender, RunspaceStateEventArgs change)
    {
        if (sender is Runspace runspace
            && change.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
        {
            Run(runspace);
        }
    }
}
