using Lucene.Net.Index;
using Lucene.Net.Search;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace SemanticSnips.Keywords;

/// <summary>One commit of the keyword index, read-only.</summary>
/// <remarks>Thread-safe. Passages and snips are numbered from 0 without gaps, live ones only; a snip's passages follow each other.</remarks>
internal sealed class KeywordIndex : IDisposable
{
    /// <summary>Where a commit keeps the stamps of its files.</summary>
    internal const string StampsKey = "files";

    private readonly LuceneDirectory _directory;
    private readonly DirectoryReader _reader;
    private readonly DocumentTables _tables;
    private readonly StemWords _words;
    private readonly StemWords _names;
    private readonly PassageScorer _scorer;
    private readonly ConditionMatcher _conditions;
    private long _contentsRead;

    private KeywordIndex(LuceneDirectory directory, DirectoryReader reader, TableFile? kept)
    {
        _directory = directory;
        _reader = reader;
        Kept = kept;
        _tables = kept is null ? DocumentTables.Read(reader) : DocumentTables.Of(kept);
        _words = new StemWords(reader, Fields.Text);
        _names = new StemWords(reader, Fields.Speaker);
        _scorer = new PassageScorer(reader, _words, _names, _tables);
        _conditions = new ConditionMatcher(reader, _tables);
        UserData = WithoutStamps(reader.IndexCommit.UserData);
        Commit = reader.IndexCommit.Generation;
    }

    /// <summary>What the writer stored with the commit.</summary>
    public IReadOnlyDictionary<string, string> UserData { get; }

    /// <summary>The commit's number; rises with each.</summary>
    public long Commit { get; }

    /// <summary>What was derived of the commit and kept beside it; null where nothing is.</summary>
    public TableFile? Kept { get; }

    /// <summary>Postings that were decoded since the commit was opened, those with places too; in phrases and filters aside.</summary>
    public long PostingsRead => _scorer.PostingsRead;

    /// <summary>Contents of snips that were read since the commit was opened.</summary>
    public long ContentsRead => Interlocked.Read(ref _contentsRead);

    /// <summary>Every live passage, by passage number.</summary>
    public IReadOnlyList<PassageEntry> Passages => _tables.Passages;

    /// <summary>Every live snip, by snip number.</summary>
    public IReadOnlyList<SnipEntry> Snips => _tables.Snips;

    /// <summary>The number of the newest commit in a folder, by the names of its files alone; -1 where there is none.</summary>
    /// <exception cref="IOException">The system does not let the folder be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The system does not let the folder be read.</exception>
    public static long NewestCommit(string folder) =>
        System.IO.Directory.Exists(folder)
            ? SegmentInfos.GetLastCommitGeneration([.. System.IO.Directory.EnumerateFiles(folder, "segments*").Select(f => Path.GetFileName(f))])
            : -1;

    /// <summary>Whether a folder holds a commit, or what is left of one that is damaged.</summary>
    /// <exception cref="KeywordIndexException">The system refuses to look.</exception>
    public static bool Exists(string folder) => CommitFiles.FaultIn(folder) is null or KeywordFault.Damaged;

    /// <summary>What the writer stored with the newest commit in a folder, whatever else is in it.</summary>
    /// <exception cref="KeywordIndexException">There is none, it is damaged, or the system refuses to read it.</exception>
    public static IReadOnlyDictionary<string, string> ReadUserData(string folder) => WithoutStamps(ReadCommit(folder).UserData);

    /// <summary>Opens the newest commit in a folder. Makes and changes nothing.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="readsAll">Verify the checksum of every file, and take nothing from what was kept of it; by default only of those that changed since they
    /// were last known to be whole.</param>
    /// <exception cref="KeywordIndexException">There is none, it is damaged, or the system refuses to read it.</exception>
    public static KeywordIndex Open(string folder, bool readsAll = false)
    {
        RequireCommit(folder);
        var directory = RegularFilesDirectory.Open(folder);
        DirectoryReader? reader = null;
        TableFile? kept = null;
        try
        {
            reader = DirectoryReader.Open(directory);
            var stamps = readsAll ? FileStamps.Parse(null) : StampsOf(reader.IndexCommit.UserData);
            Checksums.Verify(folder, reader.IndexCommit.FileNames, stamps);
            if (!readsAll && IdentityOf(folder, reader) is { } identity) kept = TableFile.TryOpen(folder, reader.IndexCommit.Generation, identity);
            return new KeywordIndex(directory, reader, kept);
        }
        catch (Exception e)
        {
            // Damaged bytes can make Lucene throw anything.
            kept?.Dispose();
            reader?.Dispose();
            directory.Dispose();
            throw KeywordIndexException.Unreadable(folder, e);
        }
    }

    /// <summary>Verifies the newest commit as <see cref="Open"/> does.</summary>
    /// <returns>Stamps of all files that are written once.</returns>
    internal static FileStamps Verify(string folder)
    {
        var commit = ReadCommit(folder);
        try
        {
            using var directory = RegularFilesDirectory.Open(folder);
            var files = commit.GetFiles(directory, includeSegmentsFile: false);
            var stamps = StampsOf(commit.UserData);
            Checksums.Verify(folder, files, stamps);

            // What its stamp did not vouch for, as after copying, was read just now.
            stamps.Refresh(folder, files.Contains);
            return stamps;
        }
        catch (Exception e)
        {
            throw KeywordIndexException.Unreadable(folder, e);
        }
    }

    internal static KeywordIndexException CommitLost(string folder) =>
        new(KeywordFault.Damaged,
            $"The keyword index in '{folder}' cannot be read: found data of an index, expected a file segments_N that says what of it is committed.");

    /// <summary>The content that was stored with a snip.</summary>
    public byte[] ReadContent(int snip)
    {
        Interlocked.Increment(ref _contentsRead);
        var stored = _reader.Document(_tables.SnipDocuments[snip]).GetBinaryValue(Fields.Content);
        return stored.Bytes.AsSpan(stored.Offset, stored.Length).ToArray();
    }

    /// <summary>The state that was stored with each snip, by snip number.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> ReadStates() => DocumentTables.ReadStates(_reader);

    /// <summary>The number of the snip with an id, or -1.</summary>
    public int FindSnip(string id)
    {
        var term = new Term(Fields.Id, id);
        foreach (var leaf in _reader.Leaves)
        {
            var documents = leaf.AtomicReader.GetTermDocsEnum(term);
            if (documents is null) continue;
            while (documents.NextDoc() != DocIdSetIterator.NO_MORE_DOCS)
            {
                var snip = _tables.DocumentToSnip(leaf.DocBase + documents.DocID);
                if (snip >= 0) return snip;
            }
        }

        return -1;
    }

    /// <summary>Scores every passage for a text by BM25.</summary>
    /// <param name="text">Any text; its punctuation has no meaning.</param>
    /// <param name="bm25">The constants; null for the defaults.</param>
    /// <param name="scores">Becomes <see cref="KeywordScores.Bm25"/>: one float a passage, whatever is in them; null for a new array.</param>
    public KeywordScores Score(string text, Bm25? bm25 = null, float[]? scores = null) => Score(TermsOf(text), bm25, scores);

    /// <summary>Scores every passage for analysed terms by BM25.</summary>
    /// <param name="terms">Each term once, with how often the query has it; see <see cref="TermsOf"/>.</param>
    /// <param name="bm25">The constants; null for the defaults.</param>
    /// <param name="scores">As for <see cref="Score(string, Bm25?, float[])"/>.</param>
    /// <param name="proximity">Becomes <see cref="KeywordScores.Proximity"/>: one float a passage, whatever is in them; null where nobody needs it.</param>
    /// <param name="allowed">Only these passages are scored, by passage number, and the others are 0; null for all.</param>
    public KeywordScores Score(
        IReadOnlyList<(string Term, int Count)> terms, Bm25? bm25 = null, float[]? scores = null, float[]? proximity = null, bool[]? allowed = null) =>
        _scorer.Score(terms, bm25 ?? new Bm25(), scores, proximity, allowed);

    /// <summary>The same where the proximity of few passages will matter: what it is at most, and how to read what it is.</summary>
    /// <param name="terms">As for <see cref="Score(IReadOnlyList{ValueTuple{string, int}}, Bm25?, float[], float[], bool[])"/>, like the rest.</param>
    /// <param name="bm25">As there.</param>
    /// <param name="scores">As there.</param>
    /// <param name="proximity">Receives what a passage's proximity is at most.</param>
    /// <param name="allowed">As there.</param>
    /// <returns>Dispose what is pending; null where nothing is.</returns>
    public (KeywordScores Scores, PendingProximity? Pending) ScoreAtMost(
        IReadOnlyList<(string Term, int Count)> terms, Bm25 bm25, float[] scores, float[] proximity, bool[]? allowed = null) =>
        _scorer.ScoreAtMost(terms, bm25, scores, proximity, allowed);

    /// <summary>The analysed terms of a query in order of first appearance, each with how often it stands there; and what they may be written like besides,
    /// as far as the index has it.</summary>
    public IReadOnlyList<(string Term, int Count)> TermsOf(string text)
    {
        var terms = Analysis.CountTerms(text);
        foreach (var other in Analysis.OtherTerms(text)) AddKnown(other);

        // "gpt4" where only "GPT 4" was said.
        foreach (var (term, _) in terms.ToList())
        {
            if (term.AsSpan().ContainsAnyInRange('0', '9') && _words.Of(term).Length == 0)
                foreach (var part in Analysis.PartTerms(term)) AddKnown(part);
        }

        return terms;

        void AddKnown(string other)
        {
            if (_words.Of(other).Length > 0 && !terms.Exists(term => term.Term == other)) terms.Add((other, 1));
        }
    }

    /// <summary>Whether anybody says the words of an analysed term, or is called by them.</summary>
    public bool Holds(string term) => _words.Of(term).Length > 0 || _names.Of(term).Length > 0;

    /// <summary>The word of the passages that a word may be a mistyping of; null where there is none.</summary>
    /// <param name="word">In lower case.</param>
    /// <param name="maxEdits">Letters that may be inserted, deleted, replaced, or swapped with the next: 1 or 2.</param>
    public string? NearestWord(string word, int maxEdits) => NearWords.Nearest(_reader, word, maxEdits);

    /// <summary>How telling an analysed term is: its inverse document frequency among the passages.</summary>
    public double IdfOf(string term) => _scorer.IdfOf(term);

    /// <summary>Scores every passage for the most telling words of a text, each once, telling first: rare words that it repeats. What every talk is full of
    /// tells nothing.</summary>
    /// <param name="text">A text of the index, or like one.</param>
    /// <param name="maxTerms">Words at most.</param>
    /// <param name="bm25">The constants; null for the defaults.</param>
    /// <param name="scores">As for <see cref="Score(string, Bm25?, float[])"/>.</param>
    public KeywordScores TopicOf(string text, int maxTerms, Bm25? bm25 = null, float[]? scores = null) =>
        _scorer.Score(_scorer.TellingTermsOf(text, maxTerms), bm25 ?? new Bm25(), scores, proximity: null);

    /// <summary>Which passages satisfy all conditions, by passage number; null where there are no conditions.</summary>
    /// <remarks>Conditions on different fields must all hold. Of several on the same show, episode or title, one must; of several phrases, speakers, guests,
    /// tags or notes, all.</remarks>
    /// <exception cref="FormatException">A date or flag is none; the message says what was found and what is expected.</exception>
    public bool[]? Match(IReadOnlyList<Condition> conditions) => _conditions.Match(conditions);

    /// <summary>Keeps what was derived of the commit beside it, so that it need not be derived at each opening; what an earlier one kept goes.</summary>
    /// <param name="folder">The folder that the commit was opened in, whose write lock the caller holds.</param>
    /// <param name="fill">Adds what others have derived.</param>
    /// <exception cref="IOException">The system refuses to write.</exception>
    /// <exception cref="UnauthorizedAccessException">The system refuses to write.</exception>
    public void Keep(string folder, Action<TableWriter> fill)
    {
        if (IdentityOf(folder, _reader) is not { } identity) return;
        TableFile.Write(folder, Commit, identity, file =>
        {
            _tables.AddTo(file);
            fill(file);
        });
    }

    /// <summary>Whether what is kept of the commit, if anything is, is whole; all of it is read.</summary>
    /// <param name="folder">The folder that the commit was opened in.</param>
    public bool IsKeptWhole(string folder)
    {
        if (IdentityOf(folder, _reader) is not { } identity || !File.Exists(TableFile.PathOf(folder, Commit))) return true;
        using var kept = TableFile.TryOpen(folder, Commit, identity, readsAll: true);
        return kept is not null;
    }

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        Kept?.Dispose();
        _reader.Dispose();
        _directory.Dispose();
    }

    internal static SegmentInfos ReadCommit(string folder)
    {
        RequireCommit(folder);
        try
        {
            using var directory = RegularFilesDirectory.Open(folder);
            var commit = new SegmentInfos();
            commit.Read(directory);
            return commit;
        }
        catch (Exception e)
        {
            throw KeywordIndexException.Unreadable(folder, e);
        }
    }

    private static ulong? IdentityOf(string folder, DirectoryReader reader) => TableFile.IdentityOf(Path.Combine(folder, reader.IndexCommit.SegmentsFileName));

    private static void RequireCommit(string folder)
    {
        switch (CommitFiles.FaultIn(folder))
        {
            case null:
                return;
            case KeywordFault.Damaged:
                throw CommitLost(folder);
            case KeywordFault.Interrupted:
                throw new KeywordIndexException(
                    KeywordFault.Interrupted, $"There is no index in '{folder}' yet: it is empty, the first import was interrupted.");
            default:
                throw KeywordIndexException.Missing(folder);
        }
    }

    private static FileStamps StampsOf(IDictionary<string, string> data) => FileStamps.Parse(data.TryGetValue(StampsKey, out var stamps) ? stamps : null);

    private static Dictionary<string, string> WithoutStamps(IDictionary<string, string> data) =>
        data.Where(d => d.Key != StampsKey).ToDictionary(d => d.Key, d => d.Value, StringComparer.Ordinal);
}
