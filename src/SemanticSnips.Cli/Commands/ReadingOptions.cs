using System.CommandLine;
using System.Globalization;

namespace SemanticSnips.Cli.Commands;

/// <summary>The options of commands that read sources: what is a transcript, and what stands in for what a file does not say.</summary>
internal sealed class ReadingOptions
{
    private readonly Option<string?> _as = new("--as") { Description = "Read any text that is found in folders as a transcript", HelpName = "transcript" };
    private readonly Option<string?> _show = new("--show") { Description = "The show, where a file does not say [default: its folder]", HelpName = "name" };
    private readonly Option<string?> _episode =
        new("--episode") { Description = "The episode's title, where a file does not say [default: the file's name]", HelpName = "title" };
    private readonly Option<string?> _date =
        new("--date") { Description = "The day, where a file does not say [default: a date in the file's name]", HelpName = "yyyy-mm-dd" };
    private readonly Option<string?> _speaker = new("--speaker") { Description = "Who speaks, where a file names nobody", HelpName = "name" };
    private readonly Option<bool> _follow = new("--follow") { Description = "Follow links to folders and out of the folder" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _as, _show, _episode, _date, _speaker, _follow }) command.Options.Add(option);
    }

    /// <summary>What was given.</summary>
    /// <exception cref="UsageException">A value is none.</exception>
    public ReadOptions Of(ParseResult parse)
    {
        if (parse.GetValue(_as) is { } kind && kind != "transcript")
            throw new UsageException($"'{kind}' after --as is not known. Expected is: --as transcript.");
        DateOnly? day = null;
        if (parse.GetValue(_date) is { } date)
        {
            day = DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed) ? parsed
                : throw new UsageException($"'{date}' after --date is no day. Expected is a day, as in --date 2025-01-31.");
        }

        return new ReadOptions
        {
            AsTranscript = parse.GetValue(_as) is not null,
            FollowLinks = parse.GetValue(_follow),
            Defaults = new SourceDefaults { Show = parse.GetValue(_show), Episode = parse.GetValue(_episode), Date = day, Speaker = parse.GetValue(_speaker) },
        };
    }
}
