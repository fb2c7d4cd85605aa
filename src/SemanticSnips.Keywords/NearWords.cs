using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace SemanticSnips.Keywords;

/// <summary>Words of an index that differ from a given one by a mistake of typing.</summary>
/// <remarks>Lucene's fuzzy terms: an automaton of the edits walks the dictionary (Schulz and Mihov, "Fast string correction with Levenshtein automata",
/// 2002).</remarks>
internal static class NearWords
{
    /// <summary>Nobody mistypes the first letter, or hardly anybody; and with it fixed the walk is short.</summary>
    private const int PrefixLetters = 1;

    /// <summary>The word by the fewest edits; of several the one that stands in the most passages, then the first in ordinal order.</summary>
    public static string? Nearest(IndexReader reader, string word, int maxEdits)
    {
        if (MultiFields.GetTerms(reader, Fields.Text) is not { } terms) return null;
        for (var edits = 1; edits <= maxEdits; edits++)
        {
            var (nearest, passages) = ((string?)null, 0);
            var near = new FuzzyTermsEnum(terms, new AttributeSource(), new Term(Fields.Text, word), edits, PrefixLetters, transpositions: true);
            while (near.MoveNext())
            {
                if (near.DocFreq <= passages) continue;
                (nearest, passages) = (near.Term.Utf8ToString(), near.DocFreq);
            }

            if (nearest is not null) return nearest;
        }

        return null;
    }
}
