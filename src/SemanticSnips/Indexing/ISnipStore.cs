namespace SemanticSnips.Indexing;

/// <summary>Where an import puts snips and their vectors: an index folder, or a database. An import, embedding included, knows nothing else of it.</summary>
/// <remarks>
/// Not thread-safe. Changes are collected and become durable and visible at one moment, by <see cref="Commit"/> or <see cref="AddVectors"/>; all that is read
/// is of the last commit. A store may let several writers work at once as long as their sources differ: then it is the commit that finds a record changed by
/// another, and refuses. Every method throws <see cref="IndexException"/> where the store cannot be read or written; what was committed stays.
/// </remarks>
internal interface ISnipStore : IDisposable
{
    /// <summary>Files and folders that were imported, as of the last commit, and what is known of their files.</summary>
    ImportedSources Sources { get; }

    /// <summary>Whether anything was ever committed.</summary>
    bool IsNew { get; }

    /// <summary>What opening the store did besides, as whole sentences: an interrupted first import cleared away, an older format brought to this
    /// one.</summary>
    IReadOnlyList<string> Notes { get; }

    /// <summary>The user's own tags, stars and notes, as they are now; none where a store keeps none.</summary>
    /// <exception cref="QueryException">They cannot be read.</exception>
    Marks Marks => Marks.None;

    /// <summary>Whether an absolute path is, or lies below, what the store itself writes: it may stand among the sources, but is none.</summary>
    bool Owns(string path);

    /// <summary>Every snip by id and versions, without its text.</summary>
    IReadOnlyList<SnipState> ReadStates();

    /// <summary>Records by the ids asked for; left out are those that are not there.</summary>
    IReadOnlyDictionary<string, SnipRecord> ReadRecords(IReadOnlyCollection<string> ids);

    /// <summary>Puts a record in, in place of the one of the same id, cut into passages.</summary>
    void Put(SnipRecord record);

    /// <summary>Takes a record out; nothing happens where there is none with that id.</summary>
    void Remove(string id);

    /// <summary>Makes what was put and removed durable and searchable by words, at once.</summary>
    void Commit(ImportedSources sources);

    /// <summary>Notes in which format sources were read, and which of them are forgotten. What cannot be noted is not known later, and nothing else.</summary>
    void Note(IReadOnlyList<SourceRead> reads, Func<string, bool> isGone)
    {
    }

    /// <summary>Passages.</summary>
    int CountPassages();

    /// <summary>What to know, as sentences, where most passages are in a script that the model does not know; null where they are not.</summary>
    string? DescribeForeignText() => null;

    /// <summary>The keys of passages that have no vector, each once, those of favourites first, then of the newest snips.</summary>
    IReadOnlyList<UInt128> FindPending();

    /// <summary>What is embedded for some of the keys that <see cref="FindPending"/> gave last, in their order.</summary>
    IReadOnlyList<string> ReadInputs(IReadOnlyList<UInt128> keys);

    /// <summary>Commits vectors, one a key. Not while anything that was put or removed waits for its commit.</summary>
    void AddVectors(IReadOnlyList<UInt128> keys, IReadOnlyList<float[]> vectors);

    /// <summary>Gives back the room of vectors that no passage has, once they are the most.</summary>
    void Compact();
}
