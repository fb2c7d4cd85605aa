using Npgsql;
using SemanticSnips.Indexing;
using SemanticSnips.Keywords;
using SemanticSnips.Ranking;

namespace SemanticSnips.Postgres;

/// <summary>One commit of snips within a transaction that has taken the library's row: takes out what was replaced, puts in what is new.</summary>
internal sealed class PostgresCommit
{
    private const string SnipColumns =
        "number, id, generation, record, state, moment, episode_key, start_ms, end_ms, date, favourite, has_transcript, passages, published, " +
            "episode_title, show, "
        + "show_words, episode_words, title_words, note_words, guest_words, tag_words";

    private const string PassageColumns =
        "id, snip, ordinal, from_char, to_char, kind, length, previous, next, vector_key, words, speaker_words";

    private const string VectorSums = """
        select count(v.key)::int, sum(v.components)::real[], (count(v.key) filter (where p.kind <> $2))::int,
            (sum(v.components) filter (where p.kind <> $2))::real[]
        from passage p join embedding v on v.key = p.vector_key
        """;

    private readonly NpgsqlConnection _connection;
    private LibraryRow _library;

    /// <param name="connection">Within a transaction.</param>
    /// <param name="library">The row that the transaction took.</param>
    public PostgresCommit(NpgsqlConnection connection, LibraryRow library) =>
        (_connection, _library) = (connection, library with { Generation = library.Generation + 1 });

    /// <summary>Changes the snips.</summary>
    /// <param name="removed">Ids of those that are taken out, among them those that are replaced.</param>
    /// <param name="put">Those that are put in.</param>
    /// <returns>The library's row as it is now; not written yet.</returns>
    public LibraryRow Apply(IReadOnlyCollection<string> removed, IReadOnlyList<PutSnip> put)
    {
        var episodes = Remove(removed);
        episodes.UnionWith(put.Select(p => p.Document.EpisodeKey));
        Add(put, episodes);
        _connection.Run("delete from episode where key = any($1)", episodes.ToArray());
        _connection.Run(
            """
            insert into episode (key, published, title)
            select distinct on (episode_key) episode_key, published, episode_title from snip where episode_key = any($1) order by episode_key, id
            """,
            episodes.ToArray());
        return _library;
    }

    /// <summary>Adds the vectors that were put in to the library's sums: those whose keys stand in the table <c>added_vector</c>.</summary>
    public LibraryRow CountVectors()
    {
        AddVectors("where v.key in (select key from added_vector) and $1 = 0", 0, 1);
        return _library;
    }

    /// <summary>Sums the library's vectors anew.</summary>
    public LibraryRow RecountVectors()
    {
        var none = VectorSum.None(_library.Manifest.Dimensions);
        _library = _library with { AllVectors = none, OwnVectors = none };
        AddVectors("where $1 = 0", 0, 1);
        return _library;
    }

    /// <summary>Takes snips out with all that hangs on them.</summary>
    /// <returns>Their episodes.</returns>
    private HashSet<string> Remove(IReadOnlyCollection<string> ids)
    {
        var snips = ids.Count == 0 ? [] : _connection.Rows(
            "delete from snip where id = any($1) returning number, episode_key, has_transcript and passages > 0",
            row => (Number: row.GetInt32(0), Episode: row.GetString(1), HasTranscript: row.GetBoolean(2)), ids.ToArray());
        if (snips.Count == 0) return [];
        var passages = _connection.Rows(
            "select id, length, vector_key, tsvector_to_array(words) || tsvector_to_array(speaker_words) from passage where snip = any($1)",
            row => (Id: row.GetInt32(0), Length: row.GetInt32(1), Key: row.GetGuid(2), Words: row.GetFieldValue<string[]>(3)),
            snips.ConvertAll(s => s.Number).ToArray());
        var numbers = passages.ConvertAll(p => p.Id).ToArray();
        var keys = passages.Select(p => p.Key).Distinct().ToArray();
        AddVectors("where p.id = any($1)", numbers, -1);
        Vocabulary.Remove(_connection, numbers);
        _connection.Run("delete from passage where id = any($1)", numbers);
        _connection.Run("update embedding v set live = false where key = any($1) and live and not exists (select from passage p where " +
            "p.vector_key = v.key)", keys);
        _connection.Run("delete from pending k where key = any($1) and not exists (select from passage p where p.vector_key = k.key)", keys);
        RemovePostings(passages.Select(p => (p.Id, p.Words)));
        _library = _library with
        {
            Snips = _library.Snips - snips.Count,
            Transcripts = _library.Transcripts - snips.Count(s => s.HasTranscript),
            Passages = _library.Passages - passages.Count,
            Words = _library.Words - passages.Sum(p => (long)p.Length),
        };
        return snips.Select(s => s.Episode).ToHashSet(StringComparer.Ordinal);
    }

    private void RemovePostings(IEnumerable<(int Id, string[] Words)> passages)
    {
        var gone = new Dictionary<(string Term, int Block), HashSet<int>>();
        foreach (var (id, words) in passages)
        {
            foreach (var stem in words.Select(w => Analysis.Stem(w)).OfType<string>())
            {
                var place = (stem, PostingBlock.Of(id));
                if (!gone.TryGetValue(place, out var ids)) gone.Add(place, ids = []);
                ids.Add(id);
            }
        }

        var places = gone.Keys.ToList();
        var blocks = _connection.Rows(
            """
            delete from posting using unnest($1, $2) as g (term, block) where posting.term = g.term and posting.block = g.block
            returning posting.term, posting.block, postings
            """,
            row => (Term: row.GetString(0), Block: row.GetInt32(1), Postings: row.GetFieldValue<byte[]>(2)),
            places.ConvertAll(p => p.Term).ToArray(), places.ConvertAll(p => p.Block).ToArray());
        using var rows = new BinaryRows(_connection, "posting", "term, block, postings");
        foreach (var (term, block, postings) in blocks)
        {
            var left = PostingBlock.Without(block, postings, gone[(term, block)]);
            if (left.Length > 0) rows.Row().Text(term).Int32(block).Bytes(left);
        }

        rows.Complete();
    }

    private void Add(IReadOnlyList<PutSnip> put, HashSet<string> episodes)
    {
        var (number, first) = (_library.NextSnip, _library.NextPassage);
        var id = first;
        var added = put.Select((p, i) => (
            Put: p,
            Number: number + i,
            Snip: new CorpusSnip(p.Document.Id, p.Document.EpisodeKey, 0, 0, InMilliseconds(p.Document.Start), InMilliseconds(p.Document.End)),
            Passages: (IReadOnlyList<EpisodeLinks.Linked>)[.. p.Passages.Select(x => new EpisodeLinks.Linked(id++, x.From, x.To, x.Kind, -1, -1))])).ToList();
        var links = EpisodeLinks.Link(_connection, episodes, added.ConvertAll(a => (a.Snip, a.Passages)));
        if (put.Count == 0) return;
        using (var rows = new BinaryRows(_connection, "snip", SnipColumns))
        {
            foreach (var snip in added) WriteSnip(rows, snip.Put, snip.Number);
            rows.Complete();
        }

        var postings = new Dictionary<(string Term, int Block), MemoryStream>();
        using (var rows = new BinaryRows(_connection, "passage", PassageColumns))
        {
            foreach (var (snip, n, _, passages) in added)
            {
                for (var i = 0; i < passages.Count; i++)
                {
                    var passage = snip.Passages[i];
                    var (previous, next) = links[passages[i].Id];
                    rows.Row().Int32(passages[i].Id).Int32(n).Int32(i).Int32(passage.From).Int32(passage.To).Int16((short)passage.Kind).Int32(passage.Length)
                        .Int32(previous < 0 ? null : previous).Int32(next < 0 ? null : next)
                        .Key(passage.VectorKey).Bytes(passage.Words).Bytes(passage.Speakers);
                    Collect(postings, passages[i].Id, passage);
                }
            }

            rows.Complete();
        }

        WritePostings(postings);
        Vocabulary.Add(_connection, first);
        AddVectors("where p.id >= $1", first, 1);
        _connection.Run("update embedding v set live = true where not live and key in (select vector_key from passage where id >= $1)", first);
        _connection.Run(
            """
            insert into pending select distinct vector_key from passage p
            where id >= $1 and vector_key <> $2 and not exists (select from embedding v where v.key = p.vector_key)
            on conflict do nothing
            """, first, Sql.ToGuid(PassageInput.NoKey));
        var all = put.SelectMany(p => p.Passages).ToList();
        _library = _library with
        {
            Snips = _library.Snips + put.Count,
            Transcripts = _library.Transcripts + put.Count(p => p.Document.HasTranscript && p.Passages.Count > 0),
            Passages = _library.Passages + all.Count,
            Words = _library.Words + all.Sum(p => (long)p.Length),
            NextSnip = number + put.Count,
            NextPassage = id,
        };
    }

    private void WriteSnip(BinaryRows rows, PutSnip put, int number)
    {
        var snip = put.Document;
        rows.Row().Int32(number).Text(snip.Id).Int64(_library.Generation).Bytes(snip.Content).Bytes(snip.State).Text(put.Moment).Text(snip.EpisodeKey)
            .Int64((long?)snip.Start?.TotalMilliseconds).Int64((long?)snip.End?.TotalMilliseconds).Date(snip.Date)
            .Bool(snip.Favourite).Bool(snip.HasTranscript).Int32(put.Passages.Count).Date(put.Episode.Published).Text(put.Episode.Title).Text(snip.Show)
            .Bytes(WordsOf(snip.Show)).Bytes(WordsOf(snip.Episode)).Bytes(WordsOf(snip.Title)).Bytes(WordsOf(snip.Note))
            .Bytes(WordsOf([.. snip.Guests])).Bytes(WordsOf([.. snip.Tags]));
    }

    private void WritePostings(Dictionary<(string Term, int Block), MemoryStream> postings)
    {
        _connection.Run("create temporary table if not exists new_posting (term text, block integer, postings bytea) on commit delete rows");
        using (var rows = new BinaryRows(_connection, "new_posting", "term, block, postings"))
        {
            foreach (var ((term, block), bytes) in postings) rows.Row().Text(term).Int32(block).Bytes(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
            rows.Complete();
        }

        // New passages have the highest numbers: what is put behind keeps the order.
        _connection.Run(
            """
            insert into posting select term, block, postings from new_posting order by term, block
            on conflict (term, block) do update set postings = posting.postings || excluded.postings
            """);
    }

    private static void Collect(Dictionary<(string Term, int Block), MemoryStream> postings, int id, PutPassage passage)
    {
        foreach (var (stem, frequency) in passage.Frequencies)
        {
            var place = (stem, PostingBlock.Of(id));
            if (!postings.TryGetValue(place, out var block)) postings.Add(place, block = new MemoryStream(PostingBlock.Size));
            PostingBlock.Append(block, new Posting(id, frequency, passage.Length));
        }
    }

    /// <summary>Adds the vectors of some passages to the library's sums, or takes them away.</summary>
    private void AddVectors(string where, object which, int sign)
    {
        var (all, sum, own, ownSum) = _connection.Rows(
            $"{VectorSums} {where}",
            row => (row.GetInt32(0), row.IsDBNull(1) ? null : row.GetFieldValue<float[]>(1), row.GetInt32(2), row.IsDBNull(3) ? null
                : row.GetFieldValue<float[]>(3)),
            which, (short)ChunkKind.Episode)[0];
        _library = _library with { AllVectors = _library.AllVectors.With(all, sum, sign), OwnVectors = _library.OwnVectors.With(own, ownSum, sign) };
    }

    private static byte[] WordsOf(params IReadOnlyList<string?> texts) => BinaryRows.WordVector(PassageWords.Of(texts.OfType<string>()).Positions);

    private static TimeSpan? InMilliseconds(TimeSpan? time) => time is { } known ? TimeSpan.FromMilliseconds((long)known.TotalMilliseconds) : null;
}
