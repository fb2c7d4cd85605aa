using SemanticSnips.Keywords;
using SemanticSnips.Querying;

namespace SemanticSnips.Searching;

/// <summary>A query as the engine works on it: its mistakes are found, its words analysed and embedded once.</summary>
/// <remarks>
/// Used by one thread. Disposing waits for the embedding, whatever was thrown meanwhile: who asked may free the model right afterwards, and a model must
/// not be freed while it runs.
/// </remarks>
internal sealed class Query : IDisposable
{
    private readonly Func<string, CancellationToken, float[]> _embed;
    private Task<float[]>? _vector;

    /// <summary>Takes a query whose conditions were understood.</summary>
    /// <param name="words">What is ranked by; empty where the query only filters.</param>
    /// <param name="terms">The words, analysed.</param>
    /// <param name="allowed">The passages that its conditions allow; null for all.</param>
    /// <param name="embed">Makes the words' vector.</param>
    public Query(string words, IReadOnlyList<(string Term, int Count)> terms, bool[]? allowed, Func<string, CancellationToken, float[]> embed) =>
        (Words, Terms, Allowed, _embed) = (words, terms, allowed, embed);

    /// <summary>What is ranked by, as it was typed but for mistakes of typing; empty where the query only filters.</summary>
    public string Words { get; }

    /// <summary>The analysed terms of the words, those of a question's frame aside.</summary>
    public IReadOnlyList<(string Term, int Count)> Terms { get; }

    /// <summary>Which passages the conditions allow; null for all.</summary>
    public bool[]? Allowed { get; }

    /// <summary>Speakers that it filters by.</summary>
    public IReadOnlyList<string> Speakers { get; init; } = [];

    /// <summary>What it filters by.</summary>
    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    /// <summary>How the query was read, where not as it was typed; whole sentences.</summary>
    public IReadOnlyList<string> Notes { get; private init; } = [];

    /// <summary>Looks up what a parsed query allows. What is wrong with it ends here, before anything is embedded.</summary>
    /// <exception cref="QueryException">A condition cannot be understood.</exception>
    public static Query Of(SnipQuery parsed, Legs legs, ModelLoader model)
    {
        var allowed = legs.Match(parsed.Conditions);
        var notes = new List<string>();
        var words = Mistyping.Mend(parsed.Words, legs.Holds, model.IsWord, legs.NearestWord, notes);
        return new Query(words, FrameWords.Without(legs.TermsOf(words)), allowed, model.EmbedQuery)
        {
            Speakers = SpeakersOf(parsed),
            Conditions = parsed.Conditions,
            Notes = notes,
        };
    }

    /// <summary>Speakers that a query filters by.</summary>
    public static IReadOnlyList<string> SpeakersOf(SnipQuery parsed) =>
        [.. parsed.Conditions.Where(c => c is { Field: ConditionField.Speaker, Excluded: false }).Select(c => c.Value)];

    /// <summary>The same query, its embedding too, with terms that were looked up meanwhile.</summary>
    /// <returns>In this one's place: dispose either.</returns>
    public Query WithTerms(IReadOnlyList<(string Term, int Count)> terms) => new(Words, terms, Allowed, _embed)
    {
        Speakers = Speakers,
        Conditions = Conditions,
        Notes = Notes,
        _vector = _vector,
    };

    /// <summary>Begins to embed the words on another thread, if that has not begun yet.</summary>
    public void BeginEmbedding(CancellationToken cancellationToken) => _vector ??= Task.Run(() => _embed(Words, cancellationToken), CancellationToken.None);

    /// <summary>The words' vector; waits for it.</summary>
    public float[] Embed(CancellationToken cancellationToken)
    {
        BeginEmbedding(cancellationToken);
        return _vector!.GetAwaiter().GetResult();
    }

    /// <summary>Waits until the embedding has ended. What went wrong in it was thrown by <see cref="Embed"/>, if anybody still cared.</summary>
    public void Dispose()
    {
        if (_vector is not null) Task.WaitAny(_vector);
    }
}
