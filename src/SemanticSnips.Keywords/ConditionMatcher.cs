using Lucene.Net.Index;
using Lucene.Net.Search;

namespace SemanticSnips.Keywords;

/// <summary>Which passages of a commit satisfy conditions.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class ConditionMatcher(IndexReader reader, DocumentTables tables)
{
    /// <inheritdoc cref="KeywordIndex.Match"/>
    public bool[]? Match(IReadOnlyList<Condition> conditions)
    {
        bool[]? allowed = null;
        foreach (var group in conditions.Where(c => !c.Excluded).GroupBy(ConditionQuery.AlternativesKey))
        {
            var matches = new bool[tables.Passages.Count];
            foreach (var condition in group) Mark(condition, matches);
            if (allowed is null) allowed = matches;
            else Keep(allowed, matches, keepMatches: true);
        }

        foreach (var condition in conditions.Where(c => c.Excluded))
        {
            var matches = new bool[tables.Passages.Count];
            Mark(condition, matches);
            if (condition.Field == ConditionField.Phrase) tables.SpreadToSnips(matches);
            if (allowed is null) Array.Fill(allowed = new bool[matches.Length], true);
            Keep(allowed, matches, keepMatches: false);
        }

        return allowed;
    }

    private void Mark(Condition condition, bool[] matches)
    {
        if (condition.Field is ConditionField.Longer or ConditionField.Shorter)
        {
            SnipDuration.Mark(condition, tables.Snips, matches);
            return;
        }

        foreach (var query in ConditionQuery.Build(condition)) Mark(query, matches);
    }

    /// <summary>Marks the passages that match, and all passages of the snips that do.</summary>
    private void Mark(Query query, bool[] matches)
    {
        foreach (var leaf in reader.Leaves)
        {
            var documents = new QueryWrapperFilter(query).GetDocIdSet(leaf, leaf.AtomicReader.LiveDocs)?.GetIterator();
            if (documents is null) continue;
            while (documents.NextDoc() != DocIdSetIterator.NO_MORE_DOCS)
            {
                var document = leaf.DocBase + documents.DocID;
                if (tables.DocumentToPassage(document) is >= 0 and var passage) matches[passage] = true;
                else if (tables.DocumentToSnip(document) is >= 0 and var number && tables.Snips[number] is var snip)
                    matches.AsSpan(snip.FirstPassage, snip.PassageCount).Fill(true);
            }
        }
    }

    private static void Keep(bool[] allowed, bool[] matches, bool keepMatches)
    {
        for (var i = 0; i < allowed.Length; i++) allowed[i] &= matches[i] == keepMatches;
    }
}
