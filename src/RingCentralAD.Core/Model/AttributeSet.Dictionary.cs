using System.Collections;

namespace RingCentralAD.Core.Model;

/// <summary>The set as PowerShell knows dictionaries: a name after a dot gives the value, and JSON has the names. It cannot be changed.</summary>
public sealed partial class AttributeSet : IDictionary
{
    bool IDictionary.IsFixedSize => true;

    bool IDictionary.IsReadOnly => true;

    ICollection IDictionary.Keys => Keys.ToArray();

    ICollection IDictionary.Values => Values.ToArray();

    bool ICollection.IsSynchronized => true;

    object ICollection.SyncRoot => this;

    object? IDictionary.this[object key]
    {
        get => key is string name ? this[name] : null;
        set => throw Unchangeable();
    }

    bool IDictionary.Contains(object key) => key is string name && ContainsKey(name);

    void IDictionary.Add(object key, object? value) => throw Unchangeable();

    void IDictionary.Clear() => throw Unchangeable();

    void IDictionary.Remove(object key) => throw Unchangeable();

    void ICollection.CopyTo(Array array, int index) => _values.Select(static pair => new DictionaryEntry(pair.Key, pair.Value)).ToArray().CopyTo(array, index);

    IDictionaryEnumerator IDictionary.GetEnumerator() => new Enumerator(_values.AsEnumerable().GetEnumerator());

    private static NotSupportedException Unchangeable() => new("Attribute values are set by Set-HubUser, not in the object that it gives.");

    private sealed class Enumerator(IEnumerator<KeyValuePair<string, object?>> inner) : IDictionaryEnumerator
    {
        public DictionaryEntry Entry => new(inner.Current.Key, inner.Current.Value);

        public object Key => inner.Current.Key;

        public object? Value => inner.Current.Value;

        public object Current => Entry;

        public bool MoveNext() => inner.MoveNext();

        public void Reset() => inner.Reset();
    }
}
