using System.Text;

namespace SemanticSnips.Keywords;

/// <summary>The words of a passage as the keyword index holds them, for a store that is none of Lucene's.</summary>
/// <param name="Positions">Where each word stands, counted from 1; between two texts so many places are left free that no phrase reaches across, nor
/// <see cref="Proximity"/>.</param>
/// <param name="Frequencies">How often each stem stands there: what BM25 counts.</param>
/// <param name="Length">Words that BM25 counts.</param>
internal sealed record PassageWords(
    IReadOnlyDictionary<string, IReadOnlyList<int>> Positions, IReadOnlyDictionary<string, int> Frequencies, int Length)
{
    /// <summary>Reads the words of texts.</summary>
    public static PassageWords Of(IEnumerable<string> texts)
    {
        var words = new WordListReader().Read(texts);
        var positions = new Dictionary<string, IReadOnlyList<int>>(StringComparer.Ordinal);
        var frequencies = new Dictionary<string, int>(StringComparer.Ordinal);
        var position = 0;
        for (var i = 0; i < words.Count; i++)
        {
            var (from, to, step) = words[i];
            var word = Encoding.UTF8.GetString(words.Terms.AsSpan(from..to));
            position += step < WordList.Gap ? step : (step % WordList.Gap) + Proximity.Reach;
            if (positions.TryGetValue(word, out var places)) ((List<int>)places).Add(position);
            else positions.Add(word, new List<int> { position });
            if (Analysis.Stem(word) is { } stem) frequencies[stem] = frequencies.GetValueOrDefault(stem) + 1;
        }

        return new PassageWords(positions, frequencies, words.Counted);
    }
}
