using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace RingCentralAD;

/// <summary>
/// One value for each runspace, such as the hub it connected: parallel runspaces never share one. The value is disposed
/// when its runspace closes and when the module is removed from it. Use it on the pipeline thread.
/// </summary>
/// <typeparam name="T">What is kept.</typeparam>
internal sealed class RunspaceState<T>
    where T : class, IDisposable
{
    private readonly ConditionalWeakTable<Runspace, T> _values = [];

    /// <summary>The value of the current runspace, or null. Setting it disposes the one before.</summary>
    public T? Current
    {
        get => Runspace.DefaultRunspace is { } here && _values.TryGetValue(here, out T? value) ? value : null;
        set
        {
            Runspace here = Runspace.DefaultRunspace ?? throw new InvalidOperationException("No runspace on this thread.");
            if (value is not null && ReferenceEquals(value, Current))
            {
                return;
            }

            Release(here);
            if (value is not null)
            {
                _values.Add(here, value);
                RunspaceEnd.Register(here, this, Release);
            }
        }
    }

    private void Release(Runspace runspace)
    {
        if (_values.TryGetValue(runspace, out T? value) && _values.Remove(runspace))
        {
            value.Dispose();
        }
    }
}
