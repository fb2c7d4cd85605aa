using System.Globalization;
using SemanticSnips.Chunking;
using SemanticSnips.Embedding;
using SemanticSnips.Indexing;
using SemanticSnips.Keywords;
using SemanticSnips.Querying;
using SemanticSnips.Ranking;

namespace SemanticSnips.Cli;

/// <summary>Looks at the model, the index and the seeds by opening all of them.</summary>
internal static class Doctor
{
    /// <summary>The checks in the order of their dependence.</summary>
    public static IEnumerable<Check> Examine(Session session)
    {
        var model = ReadCard(session);
        yield return model;
        if (model.Ok)
        {
            yield return LoadModel(session);
            yield return ReadProfile(session.Model.Folder);
            foreach (var check in ExamineIndex(session)) yield return check;
        }

        yield return session.Locations.Seeds is { } seeds
            ? new Check("seeds", true, $"'{session.Host.Shorten(seeds)}' holds {Output.Times.Count(Directory.EnumerateFiles(seeds).Count(), "file")}")
            : new Check("seeds", true, "none, and none are needed once there is an index");
    }

    private static Check ReadCard(Session session)
    {
        try
        {
            var card = session.Model.Card;
            return new Check("model card", true, $"{card.Id}, {card.Dimensions} dimensions, {card.MaxTokens} tokens, {Pooled(card.Pooling)}, {card.License} licence");
        }
        catch (Exception e) when (e is ModelException or DirectoryNotFoundException or UsageException)
        {
            return new Check("model card", false, e.Message);
        }
    }

    private static string Pooled(Pooling pooling) => pooling == Pooling.Cls ? "CLS pooling" : "mean pooling";

    private static Check LoadModel(Session session)
    {
        try
        {
            session.Model.Model.EmbedQuery("snip", session.Host.Stop);
            return new Check("model file", true, $"{session.Model.Card.File} has SHA-256 {session.Model.Card.Sha256[..12]}… as its card says, and embeds");
        }
        catch (ModelException e)
        {
            return new Check("model file", false, e.Message);
        }
    }

    private static IEnumerable<Check> ExamineIndex(Session session)
    {
        SnipIndex? index = null;
        Check opened;
        try
        {
            index = SnipIndex.Open(session.Locations.Index, session.Model, session.Profile);
            var manifest = index.Manifest;
            opened = new Check("index", true, string.Create(CultureInfo.InvariantCulture,
                $"'{session.Host.Shorten(session.Locations.Index)}', format {manifest.Format}, commit {manifest.Generation}, model {manifest.Model}; {Output.Times.Count(manifest.Segments.Count, "vector segment")} with sound checksums"));
        }
        catch (IndexException e)
        {
            opened = new Check("index", false, e.Message, e.Fault);
        }

        yield return opened;
        if (index is null) yield break;
        using var open = index;
        yield return ReadSnips(index);
        yield return CompareChunker(index.Manifest, session.Model.Card);
        yield return CountPending(index);
        yield return FindOrphans(session.Locations.Index, index.Manifest);
        yield return ReadAliases(session.Locations.Index);
    }

    private static Check ReadProfile(string modelFolder)
    {
        try
        {
            RankingProfile.Load(modelFolder);
            return ProfileFault.MissingOf(modelFolder) is { } missing ? new Check("profile", true, missing) : new Check("profile", true, $"{RankingProfile.FileName} can be read");
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return new Check("profile", false, e.Message);
        }
    }

    private static Check ReadAliases(string folder)
    {
        try
        {
            SpeakerAliases.Load(folder);
            return new Check("aliases", true, File.Exists(Path.Combine(folder, SpeakerAliases.FileName)) ? $"{SpeakerAliases.FileName} can be read" : "none");
        }
        catch (QueryException e)
        {
            return new Check("aliases", false, e.Message);
        }
    }

    private static Check ReadSnips(SnipIndex index)
    {
        try
        {
            var snips = index.List();
            return new Check("snips", true, $"{Output.Times.Count(snips.Count, "snip")} can be read, {Output.Times.Count(snips.Count(s => s.HasTranscript), "one", "of them")} with a transcript");
        }
        catch (Exception e) when (e is KeywordIndexException or IOException or InvalidDataException or System.Text.Json.JsonException)
        {
            return new Check("snips", false, $"Not every snip can be read: {e.Message}", IndexFault.Damaged);
        }
    }

    private static Check CompareChunker(IndexManifest manifest, ModelCard card)
    {
        var options = new ChunkerOptions();
        var known = options.ToString();

        // Chunks for a model with a small window are cut smaller than by default.
        var comparable = card.MaxTokens >= 2 * options.MinTokens + options.MaxTokens / 2;
        return !comparable || manifest.Chunker == known
            ? new Check("chunks", true, $"cut by '{manifest.Chunker}'")
            : new Check("chunks", false, $"cut by '{manifest.Chunker}', but the rules are now '{known}'", IndexFault.OtherChunker);
    }

    private static Check CountPending(SnipIndex index)
    {
        var status = index.ReadStatus();
        var pending = status.Passages - status.Embedded;
        return pending == 0
            ? new Check("vectors", true, $"all {Output.Times.Count(status.Passages, "passage has its vector", "passages have their vectors")}")
            : new Check("vectors", false, $"{Output.Times.Count(pending, "passage")} of {status.Passages} without a vector, found by words alone");
    }

    private static Check FindOrphans(string folder, IndexManifest manifest)
    {
        var named = manifest.Segments.Select(s => s.File).ToHashSet(StringComparer.Ordinal);
        var vectors = IndexManifest.VectorFolder(folder);
        var orphans = Directory.Exists(vectors) ? Directory.EnumerateFiles(vectors).Select(Path.GetFileName).OfType<string>().Where(f => !named.Contains(f)).Order(StringComparer.Ordinal).ToList() : [];
        return orphans.Count == 0
            ? new Check("files", true, "no file that the commit does not name")
            : new Check("files", true, $"left over from an import that was stopped: {string.Join(", ", orphans)}");
    }
}
