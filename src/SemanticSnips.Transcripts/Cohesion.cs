namespace SemanticSnips.Transcripts;

/// <summary>Finds where a text changes its subject, from the words alone.</summary>
/// <remarks>
/// After Hearst, "TextTiling: Segmenting Text into Multi-paragraph Subtopic Passages", Computational Linguistics 23(1), 1997: the vocabulary before and
/// after each gap is compared, and a gap counts by how deep the similarity dips there. Instead of a list of stop words, terms are weighted by how few
/// windows they occur in, so that any language will do. Time is linear in the text.
/// </remarks>
internal static class Cohesion
{
    /// <summary>Terms on each side of a gap; Hearst compares 200 words (ten sequences of twenty), a spoken subject is often shorter.</summary>
    private const int WindowTerms = 150;

    /// <summary>Longer words are cut to this stem, which joins most inflections.</summary>
    private const int StemLength = 6;

    /// <summary>The depth score of each gap, in [0, 2]: item i belongs to the gap after block i.</summary>
    public static double[] Depths(IReadOnlyList<ReadOnlyMemory<char>> blocks)
    {
        if (blocks.Count < 2) return [];
        var terms = new List<int>();
        var gaps = new int[blocks.Count - 1];
        var ids = new Dictionary<string, int>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i < blocks.Count; i++)
        {
            AddTerms(blocks[i].Span, ids, terms);
            if (i < gaps.Length) gaps[i] = terms.Count;
        }

        return DepthsOf(Similarities(terms, Weights(terms, ids.Dictionary.Count), gaps));
    }

    private static void AddTerms(ReadOnlySpan<char> text, Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> ids, List<int> terms)
    {
        Span<char> stem = stackalloc char[StemLength];
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsLetterOrDigit(text[i])) continue;
            var start = i;
            if (Words.IsUnspaced(text[i]))
            {
                // Without spaces a pair of characters is the nearest thing to a word.
                if (i + 1 >= text.Length || !Words.IsUnspaced(text[i + 1])) continue;
                Add(text.Slice(i, 2));
                continue;
            }

            while (i + 1 < text.Length && char.IsLetterOrDigit(text[i + 1]) && !Words.IsUnspaced(text[i + 1])) i++;
            var length = text[start..(i + 1)][..Math.Min(StemLength, i + 1 - start)].ToLowerInvariant(stem);
            Add(stem[..length]);
        }

        void Add(ReadOnlySpan<char> term)
        {
            if (!ids.TryGetValue(term, out var id)) ids[term] = id = ids.Dictionary.Count;
            terms.Add(id);
        }
    }

    private static double[] Weights(List<int> terms, int vocabulary)
    {
        var windows = (terms.Count / WindowTerms) + 1;
        var frequency = new int[vocabulary];
        var lastSeen = new int[vocabulary];
        for (var i = 0; i < terms.Count; i++)
        {
            var window = (i / WindowTerms) + 1;
            if (lastSeen[terms[i]] == window) continue;
            lastSeen[terms[i]] = window;
            frequency[terms[i]]++;
        }

        return Array.ConvertAll(frequency, count => Math.Log((windows + 1.0) / count));
    }

    private static double[] Similarities(List<int> terms, double[] weights, int[] gaps)
    {
        var before = new double[weights.Length];
        var after = new double[weights.Length];
        var similarities = new double[gaps.Length];
        for (var i = 0; i < gaps.Length; i++)
        {
            var from = Math.Max(0, gaps[i] - WindowTerms);
            var to = Math.Min(terms.Count, gaps[i] + WindowTerms);
            for (var t = from; t < gaps[i]; t++) before[terms[t]] += weights[terms[t]];
            for (var t = gaps[i]; t < to; t++) after[terms[t]] += weights[terms[t]];
            var (dot, beforeSquare, afterSquare) = (0.0, 0.0, 0.0);
            for (var t = from; t < to; t++)
            {
                // Each term is taken once, at its first occurrence, and its counters are cleared on the way.
                var (b, a) = (before[terms[t]], after[terms[t]]);
                dot += b * a;
                beforeSquare += b * b;
                afterSquare += a * a;
                before[terms[t]] = after[terms[t]] = 0;
            }

            similarities[i] = dot > 0 ? dot / Math.Sqrt(beforeSquare * afterSquare) : 0;
        }

        return similarities;
    }

    private static double[] DepthsOf(double[] similarities)
    {
        var left = new double[similarities.Length];
        var right = new double[similarities.Length];
        for (var i = 0; i < similarities.Length; i++)
        {
            left[i] = i > 0 && similarities[i - 1] >= similarities[i] ? left[i - 1] : similarities[i];
        }

        for (var i = similarities.Length - 1; i >= 0; i--)
        {
            right[i] = i + 1 < similarities.Length && similarities[i + 1] >= similarities[i] ? right[i + 1] : similarities[i];
        }

        return [.. similarities.Select((similarity, i) => left[i] + right[i] - (2 * similarity))];
    }
}
