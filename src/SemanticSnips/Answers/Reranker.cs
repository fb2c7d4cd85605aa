using SemanticSnips.Chunking;
using SemanticSnips.Inference;
using SemanticSnips.Searching;

namespace SemanticSnips.Answers;

/// <summary>Orders the best hits by their score and what the reader says of them, which sees query and passage together.</summary>
/// <remarks>Scores stay what they were; only the order and the ranks change. Thread-safe.</remarks>
internal sealed class Reranker(ModelLoader model, RankingProfile profile)
{
    /// <summary>Hits that are read; the others follow as they stood.</summary>
    public const int Depth = 10;

    /// <summary>How to search so that there is enough to read.</summary>
    public static SearchOptions Widen(SearchOptions options) => options.Rerank ? options with { Top = Math.Max(options.Top, Depth) } : options;

    /// <summary>A search's result with its hits in their new order, as many as are asked for.</summary>
    /// <param name="found">What <see cref="Widen"/> was searched by.</param>
    /// <param name="words">The query's words.</param>
    /// <param name="options">As asked for.</param>
    /// <param name="cancellationToken">Checked between passages.</param>
    public SearchResult Apply(SearchResult found, string words, SearchOptions options, CancellationToken cancellationToken)
    {
        if (!options.Rerank) return found;
        var read = options is { Mode: SearchMode.Hybrid, Fusion: FusionKind.Absolute } && model.ReaderKnows(words);
        var hits = read && words.Length > 0 ? Order(found.Hits, words, cancellationToken) : found.Hits;
        return found with { Hits = [.. hits.Take(options.Top)], Notes = read ? found.Notes : [.. found.Notes, SearchNotes.NotReranked] };
    }

    /// <summary>Hits in their new order.</summary>
    /// <param name="hits">Best first.</param>
    /// <param name="words">The query's words; not empty.</param>
    /// <param name="cancellationToken">Checked between passages.</param>
    public IReadOnlyList<SearchHit> Order(IReadOnlyList<SearchHit> hits, string words, CancellationToken cancellationToken)
    {
        var best = hits.Take(Depth).ToList();
        if (model.Read(words, best.ConvertAll(SentencesOf), cancellationToken) is not { } read) return hits;
        return [.. best
            .Select((h, i) => h with { Reading = read[i].Relevance })
            .OrderByDescending(h => h.Score + profile.RerankWeight * h.Reading)
            .ThenBy(h => h.Rank)
            .Concat(hits.Skip(Depth))
            .Select((h, i) => h with { Rank = i + 1 })];
    }

    /// <summary>A passage as it is read: of speech with what is said around it.</summary>
    private static IReadOnlyList<SpokenSentence> SentencesOf(SearchHit hit) => hit.Kind == ChunkKind.Transcript
        ? [.. Sentence.Around(hit, ReadSentences.SentencesAround, ReadSentences.SentencesAround).Select(s => new SpokenSentence(s.Part.Speaker, s.Text))]
        : [.. Sentences.Split(hit.Text).Select(s => new SpokenSentence(null, hit.Text.Substring(s.From, s.Length)))];
}
