namespace SemanticSnips.Cli;

/// <summary>What to do about a refusal at the command line: the library says what is wrong, and each door what mends it there.</summary>
internal static class Remedies
{
    /// <summary>What to do about an exception; null where there is nothing more to say.</summary>
    public static string? For(string code, Exception exception) => exception switch
    {
        UsageException usage => usage.Todo,
        _ when SaysItself(exception.Message) => null,
        SnipsException { Place: { } place } when PostgresAddress.IsOne(place) && OfServer(code) is { } todo => todo,
        _ => Of(code),
    };

    /// <summary>What to do about a check of the doctor.</summary>
    public static string? For(Check check) => check switch
    {
        { Fault: { } fault } when !SaysItself(check.Message) => Of(new IndexException(fault, "").Code),
        { Ok: true, Name: "files", IsMendable: true } => "Nothing: the next 'snips index' removes them.",
        { Ok: true } => null,
        _ when SaysItself(check.Message) => null,
        { Name: "model card" } => "Mend the folder, or name another with --model.",
        { Name: "model file" } => "Restore the file from where the model came from.",
        { Name: "vectors" } => "Run 'snips index'.",
        { Name: "profile" } => "Restore the file from where the model came from, or make one with 'snips tune'.",
        { Name: "aliases" } => "Mend the file or remove it.",
        _ => null,
    };

    /// <summary>What mends a library on a server, where it differs.</summary>
    private static string? OfServer(string code) => code switch
    {
        "missing" => "Import your snips with: snips index FILE-OR-FOLDER",
        "not-writable" => "Have the role or the server mended, then run the same again; what was committed is there.",
        "damaged" => "Restore it from a backup of the server, or import into another schema (?schema=NAME).",
        "locked" => "Run the same again once the other import has ended.",
        _ => null,
    };

    private static string? Of(string code) => code switch
    {
        "missing" => "Import your snips with: snips index FILE-OR-FOLDER. To try the sample first, add: --sample",
        "damaged" => "Mend it with: snips doctor --repair (nothing is deleted; what cannot be read is kept beside).",
        "other-format" => "Use the version that wrote it, or name another folder with --index and import there.",
        "other-model" => "Name the index's model with --model, or embed everything again with: snips index --rebuild",
        "other-chunker" => "Run: snips index --rebuild (unchanged text keeps its vectors).",
        "not-writable" => "Name another one with --index.",
        "locked" => "Wait until the other import has ended, then try again.",
        "unreachable" => "Start the server or mend the address, then run the same again; what was committed is there.",
        "unreadable" => "Mend what the system says, then try again; the index itself may be sound.",
        "model" => "Restore the model's folder from where it came from, or name another with --model.",
        "not-found" => "See the ids with: snips list",
        _ => null,
    };

    /// <summary>Some messages of the library still end with a command.</summary>
    private static bool SaysItself(string message) => message.Contains("snips index", StringComparison.Ordinal)
        || message.Contains(" --", StringComparison.Ordinal);
}
