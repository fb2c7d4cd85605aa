using System.Text.Json;
using SemanticSnips.Keywords;
using SemanticSnips.Querying;

namespace SemanticSnips.Indexing;

/// <summary>Reads all of an index that it can reach, and says what is sound and what is not. Makes, changes and locks nothing.</summary>
/// <remarks>What is wrong with one part does not hide another. Remedies are the door's.</remarks>
internal static class IndexCheck
{
    /// <summary>Less than this is too little to write a commit and merge, however small the index.</summary>
    private const long FewFreeBytes = 8L << 20;

    /// <summary>Examines the index in a folder.</summary>
    /// <param name="folder">The index's folder.</param>
    /// <param name="card">The model in use.</param>
    /// <param name="modelFolder">The folder of the model, which holds the ranking profile.</param>
    /// <param name="cancellationToken">Stops between two parts.</param>
    /// <returns>The checks, in the order of their dependence, as they are made.</returns>
    public static IEnumerable<Check> Examine(string folder, EmbeddingCard card, string modelFolder, CancellationToken cancellationToken = default)
    {
        var (manifest, unread) = Try(() => IndexCommit.ReadManifest(folder));
        yield return unread is not null
            ? Bad("index", unread)
            : new Check("index", true, $"'{folder}', format {manifest!.Format}, commit {manifest.Generation}, model {manifest.Model}.");
        var (writer, isImporting) = Writer(folder);
        yield return writer;
        yield return Parts("aliases", "speaker aliases", () => SpeakerAliases.Load(folder));
        yield return Profile(folder, manifest, modelFolder);
        yield return Parts("marks", "own tags, stars and notes", () => Marks.Load(folder));
        yield return Space(folder);
        if (manifest is null)
        {
            if (unread is { Fault: IndexFault.Damaged or IndexFault.OtherFormat or IndexFault.Unreadable })
                yield return new Check("words", false, "Words, segments and snips cannot be reached without the commit that names them.");
            yield break;
        }

        yield return Rules(manifest, card);
        cancellationToken.ThrowIfCancellationRequested();
        var (vectors, damagedVectors) = TryNewest(folder, newest => IndexCommit.OpenVectors(folder, manifest = newest, readsAll: true));
        using (vectors)
        {
            yield return damagedVectors is not null
                ? Bad("segments", damagedVectors)
                : new Check("segments", true, $"{manifest.Segments.Count} vector segments of {vectors!.Count} rows hold their checksums.");
            cancellationToken.ThrowIfCancellationRequested();
            var (keywords, damagedWords) = TryNewest(
                folder, _ => IndexFaults.Reading(folder, () => KeywordIndex.Open(IndexManifest.KeywordFolder(folder), readsAll: true)));
            using (keywords)
            {
                yield return damagedWords is not null ? Bad("words", damagedWords)
                    : new Check("words", true, "Every file of the keyword index holds its checksum.");
                if (keywords is not null)
                {
                    if (!keywords.IsKeptWhole(IndexManifest.KeywordFolder(folder)))
                    {
                        yield return new Check("tables", false,
                            "What was kept of the commit to open it faster is damaged; it is derived at each opening instead.", IndexFault.Damaged)
                        { IsMendable = true };
                    }

                    yield return Snips(keywords, cancellationToken);
                    if (vectors is not null) yield return Pending(keywords, k => vectors.TryFindRow(k, out _), isImporting);
                    if (ForeignText.Describe(keywords, manifest.Model) is { } foreign) yield return new Check("language", true, foreign);
                }
            }
        }

        yield return Orphans(folder, manifest, isImporting);
    }

    private static Check Bad(string name, IndexException e) => new(name, false, e.Message, e.Fault) { IsMendable = e.Fault == IndexFault.Damaged };

    private static (T? Value, IndexException? Fault) Try<T>(Func<T> read)
        where T : class
    {
        try
        {
            return (read(), null);
        }
        catch (IndexException e)
        {
            return (null, e);
        }
    }

    /// <summary>Reads once more where a commit came meanwhile, with which files of the one before it go.</summary>
    private static (T? Value, IndexException? Fault) TryNewest<T>(string folder, Func<IndexManifest, T> read)
        where T : class
    {
        for (var seen = -1L; ;)
        {
            var (manifest, fault) = Try(() => IndexCommit.ReadManifest(folder));
            if (manifest is null) return (null, fault);
            (var value, fault) = Try(() => read(manifest));
            if (fault?.Fault != IndexFault.Damaged || manifest.Generation == seen) return (value, fault);
            seen = manifest.Generation;
        }
    }

    private static (Check Check, bool IsImporting) Writer(string folder)
    {
        try
        {
            var isLocked = KeywordIndexWriter.IsLocked(IndexManifest.KeywordFolder(folder));
            return (new Check("writer", true, isLocked ? "An import is running." : "No import is running."), isLocked);
        }
        catch (KeywordIndexException e)
        {
            return (Bad("writer", IndexFaults.Of(folder, e)), false);
        }
    }

    private static Check Parts(string name, string what, Action load)
    {
        try
        {
            load();
            return new Check(name, true, $"The {what} can be read.");
        }
        catch (Exception e) when (e is SnipsException or IOException or UnauthorizedAccessException or InvalidDataException or JsonException or FormatException)
        {
            return new Check(name, false, e.Message);
        }
    }

    private static Check Profile(string folder, IndexManifest? manifest, string modelFolder)
    {
        if (RankingProfile.IsIn(modelFolder)) return Parts("profile", "ranking profile", () => RankingProfile.Load(modelFolder));
        if (manifest?.HasProfile is true) return Parts("profile", "ranking profile", () => manifest.RequireProfile(folder, modelFolder));
        return new Check("profile", true,
            $"There is no {RankingProfile.FileName} in '{modelFolder}': ranking by general constants, and percentages are no probabilities.");
    }

    private static Check Space(string folder)
    {
        try
        {
            var free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;

            // Before what was merged or embedded anew takes the place of what there was, both are on the disk.
            var needed = Math.Max(2 * IndexManifest.BytesOf(folder), FewFreeBytes);
            return new Check("space", free >= needed, $"{free >> 20} MB are free; an import may need {needed >> 20}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new Check("space", true, $"The system does not say how much is free: {e.Message}");
        }
    }

    private static Check Rules(IndexManifest manifest, EmbeddingCard card)
    {
        try
        {
            manifest.RequireModel(manifest.Model, card);
        }
        catch (IndexException e)
        {
            return Bad("rules", e);
        }

        var options = new ChunkerOptions();

        // Chunks for a model with a small window are cut smaller than by default.
        var isComparable = card.MaxTokens >= (2 * options.MinTokens) + (options.MaxTokens / 2);
        var rule = PassageRules.IdOf(new IndexWriterOptions().Passages);
        return (!isComparable || manifest.Chunker == options.ToString()) && (manifest.Passages == rule || manifest.Format < IndexManifest.CurrentFormat)
            ? new Check("rules", true, $"Chunks are cut by '{manifest.Chunker}' and embedded by '{manifest.Passages}'.")
            : new Check("rules", false,
                $"Chunks are cut by '{manifest.Chunker}' and embedded by '{manifest.Passages}', but the rules are now '{options}' and '{rule}'.");
    }

    private static Check Snips(KeywordIndex keywords, CancellationToken cancellationToken)
    {
        var (withTranscript, lost) = (0, new List<string>());
        for (var i = 0; i < keywords.Snips.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (SnipRecord.Parse(keywords.ReadContent(i)).Snip.HasTranscript) withTranscript++;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // Whatever the bytes made of it: this snip is one that cannot be read.
                lost.Add(keywords.Snips[i].Id);
            }
        }

        return lost.Count == 0
            ? new Check("snips", true, $"{keywords.Snips.Count} snips can be read, {withTranscript} of them with a transcript.")
            : new Check("snips", false, $"{lost.Count} of {keywords.Snips.Count} snips cannot be read, the first of them {lost[0]}.", IndexFault.Damaged)
            { IsMendable = true };
    }

    private static Check Pending(KeywordIndex keywords, Func<UInt128, bool> hasVector, bool isImporting)
    {
        var foreign = keywords.Passages.Count(p => p.VectorKey == PassageInput.NoKey);
        var pending = keywords.Passages.Count(p => !hasVector(p.VectorKey)) - foreign;
        return pending == 0
            ? new Check("vectors", true, foreign == 0 ? $"All {keywords.Passages.Count} passages have their vectors."
                : $"{keywords.Passages.Count - foreign} passages have their vectors, {foreign} are in a script that the model does not know.")
            : new Check("vectors", isImporting, $"{pending} of {keywords.Passages.Count} passages have no vector yet and are found by words alone"
                + (isImporting ? "; the import that is running embeds them." : "."))
            { IsMendable = !isImporting };
    }

    private static Check Orphans(string folder, IndexManifest manifest, bool isImporting)
    {
        try
        {
            var orphans = VectorFiles.Orphans(folder, manifest).Select(Path.GetFileName).ToList();
            return new Check("files", true, orphans.Count == 0 ? "There is no file that the commit does not name."
                : $"{(isImporting ? "Not committed yet by the import that is running, or left over"
                    : "Left over from an import that was stopped")}: {string.Join(", ", orphans)}.")
            { IsMendable = orphans.Count > 0 && !isImporting };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Bad("files", IndexFaults.Unreadable(folder, e));
        }
    }
}
