namespace SemanticSnips.Evaluation;

/// <summary>Reads a ranking profile that is not beside its model, such as one that tuning has just written.</summary>
public static class ProfileFile
{
    /// <summary>Reads a profile; what the file leaves out has its default.</summary>
    /// <exception cref="EvaluationException">There is no such file, or it is no profile.</exception>
    public static RankingProfile Read(string file)
    {
        try
        {
            return RankingProfile.Read(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new EvaluationException(
                $"There is no ranking profile '{file}' that can be read. Make one with: snips tune FOLDER... --out {Path.GetFileName(file)}");
        }
        catch (ModelException e)
        {
            throw new EvaluationException(
                $"{e.Message} Make it anew with: snips tune FOLDER... --out {Path.GetFileName(file)}");
        }
    }
}
