using System.Collections;

namespace SemanticSnips.Keywords;

/// <summary>Memory as a list.</summary>
internal sealed class MemoryList<T>(ReadOnlyMemory<T> memory) : IReadOnlyList<T>
{
    public int Count => memory.Length;

    public T this[int index] => memory.Span[index];

    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0; i < memory.Length; i++) yield return memory.Span[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
