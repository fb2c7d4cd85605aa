using System.CommandLine;
using System.CommandLine.Parsing;

namespace SemanticSnips.Cli.Commands;

/// <summary>A query of several words, with or without quotes around it.</summary>
internal static class QueryArgument
{
    /// <summary>What a query may be made of, for the help.</summary>
    public const string Syntax =
        """
        Queries:
          export controls                any words, any punctuation
          "export controls" -Huawei      with a phrase, without a word
          speaker:Dylan show:"My Show"   also episode: guest: title: note: tag: and each with - before it
                                         speaker: knows the other names of a person that 'snips aliases' was told
          after:2025 before:2025-06-30   by the episode's date; also in words, as in after:"last month"
          longer:2m shorter:30s          by the snip's length
          is:favourite has:transcript    starred; with words
          Quote the whole for the shell where it has quotes in it. What follows -- is never an option.
        """;

    public static Argument<string[]> Create(string name, string description, ArgumentArity arity) => new(name)
    {
        Description = description,
        Arity = arity,
    };

    /// <summary>The query as one string.</summary>
    /// <exception cref="UsageException">A word looks like an option, but is none, and stands before "--".</exception>
    public static string Read(ParseResult parse, Argument<string[]> argument)
    {
        var command = parse.CommandResult.Command;
        var unknown = parse.Tokens
            .TakeWhile(t => t.Type != TokenType.DoubleDash)
            .FirstOrDefault(t => t.Type == TokenType.Argument && t.Value.StartsWith("--", StringComparison.Ordinal) && t.Value.Length > 2);
        if (unknown is not null)
        {
            throw ParseErrors.UnknownOption(unknown.Value, command, " (Words that look like options go after --.)");
        }

        var words = parse.GetValue(argument) ?? [];
        return string.Join(' ', words.Length > 1 ? words.Select(Requote) : words);
    }

    /// <summary>The shell eats the quotes of speaker:"Dylan Patel": among several arguments, one with a blank in its value had some.</summary>
    private static string Requote(string word)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || colon == word.Length - 1) return word;
        var value = word[(colon + 1)..];
        var isName = word[..colon].TrimStart('-').All(char.IsAsciiLetter);
        return isName && !char.IsWhiteSpace(value[0]) && value.Any(char.IsWhiteSpace) && !value.Contains('"', StringComparison.Ordinal)
            ? $"{word[..colon]}:\"{value}\""
            : word;
    }
}
