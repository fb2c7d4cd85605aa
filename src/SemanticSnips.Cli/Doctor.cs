using SemanticSnips.Cli.Output;

namespace SemanticSnips.Cli;

/// <summary>Looks at the model, the index and the seeds by opening all of them.</summary>
internal static class Doctor
{
    private const string CardName = "model card";
    private const string FileName = "model file";

    /// <summary>The checks in the order of their dependence.</summary>
    public static IEnumerable<Check> Examine(Session session)
    {
        var model = ReadCard(session);
        yield return model;
        if (model.Ok)
        {
            yield return LoadModel(session);
            foreach (var check in Session.Wait(session.Library.CheckAsync(session.Host.Stop))) yield return check;
        }

        yield return session.Locations.Seeds is { } seeds
            ? new Check("seeds", true, $"'{session.Host.Shorten(seeds)}' holds {Times.Count(Directory.EnumerateFiles(seeds).Count(), "file")}")
            : new Check("seeds", true, "none, and none are needed once there is an index");
    }

    /// <summary>Whether a repair would mend anything of what was found; without a sound model nothing can be embedded.</summary>
    public static bool CanRepair(IReadOnlyList<Check> checks) =>
        checks.Any(c => c.IsMendable) && checks.Where(c => c.Name is CardName or FileName).All(c => c.Ok);

    /// <summary>Mends the index, with progress on the terminal, if there is one.</summary>
    /// <exception cref="IndexException">Another process writes it, or the system refuses.</exception>
    public static RepairReport Repair(Session session)
    {
        return session.Host.Terminal.ErrorIsTerminal
            ? ProgressBars.Show(session, progress => session.Editor.Repair(new Bars(progress)))
            : session.Editor.Repair(null);
    }

    private static Check ReadCard(Session session)
    {
        try
        {
            var card = session.Model.Card;
            return new Check(CardName, true,
                $"{card.Id}, {card.Dimensions} dimensions, {card.MaxTokens} tokens, {Pooled(card.Pooling)}, {card.License} licence");
        }
        catch (Exception e) when (e is ModelException or DirectoryNotFoundException or UsageException)
        {
            return new Check(CardName, false, e.Message);
        }
    }

    private static string Pooled(Pooling pooling) => pooling == Pooling.Cls ? "CLS pooling" : "mean pooling";

    private static Check LoadModel(Session session)
    {
        try
        {
            session.Model.Check(session.Host.Stop);
            return new Check(FileName, true, "Every file has the SHA-256 that its card says, and the model embeds.");
        }
        catch (ModelException e)
        {
            return new Check(FileName, false, e.Message);
        }
    }

    /// <summary>Shows embedding alone as an import's bars do.</summary>
    private sealed class Bars(IProgress<ImportProgress> bars) : IProgress<EmbeddingProgress>
    {
        public void Report(EmbeddingProgress value) => bars.Report(new ImportProgress(0, 0, value));
    }
}
