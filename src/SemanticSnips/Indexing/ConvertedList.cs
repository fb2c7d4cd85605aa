using System.Collections;

namespace SemanticSnips.Indexing;

/// <summary>A list whose items are made of another's when somebody asks for them.</summary>
internal sealed class ConvertedList<TFrom, TTo>(IReadOnlyList<TFrom> from, Func<TFrom, TTo> convert) : IReadOnlyList<TTo>
{
    public int Count => from.Count;

    public TTo this[int index] => convert(from[index]);

    public IEnumerator<TTo> GetEnumerator() => from.Select(convert).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
