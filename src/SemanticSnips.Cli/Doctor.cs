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
            foreach (var check in Session.Wait(session.Library.CheckAsync(session.Host.Stop))) yield return check;
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
            return new Check("model card", true,
                $"{card.Id}, {card.Dimensions} dimensions, {card.MaxTokens} tokens, {Pooled(card.Pooling)}, {card.License} licence");
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
            session.Model.Check(session.Host.Stop);
            return new Check("model file", true, $"{session.Model.Card.File} has SHA-256 {session.Model.Card.Sha256[..12]}… as its card says, and embeds");
        }
        catch (ModelException e)
        {
            return new Check("model file", false, e.Message);
        }
    }
}
