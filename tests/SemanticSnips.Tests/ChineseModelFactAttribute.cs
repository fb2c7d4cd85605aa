namespace SemanticSnips.Tests;

/// <summary>A test that needs the Chinese model, which is not part of the repository; without it, it is skipped and says so.</summary>
internal sealed class ChineseModelFactAttribute : FactAttribute
{
    private const string Variable = "SNIPS_MODEL_ZH";

    public ChineseModelFactAttribute()
    {
        if (Folder is null || !Directory.Exists(Folder)) Skip = "It needs the folder of the model bge-small-zh-v1.5, named by the environment " +
            $"variable {Variable}.";
    }

    /// <summary>The model's folder; null where none is named.</summary>
    public static string? Folder => Environment.GetEnvironmentVariable(Variable);
}
