using System.Text.Json;
using CsCheck;
using SemanticSnips.Contract;
using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

/// <summary>What came from outside is never a control sequence, whichever command, option or stream shows it.</summary>
public sealed class HostileTextTests : IDisposable
{
    private static readonly string Model = Repository.File("tests", "golden", "tiny-bert");

    /// <summary>Sequences that act on a terminal: colour, title, screen, C1 forms, NUL, carriage return, bidirectional controls, half a character.</summary>
    private static readonly string[] Attacks =
        ["\e[31m", "\e]0;owned\a", "\e]8;;https://evil.example\e\\", "\e[2J", "\u009b31m", "\u009d0;x\u009c",
            "\0", "\r", "\b", "\u202e", "\u2066", "\u2069", "\u202a", "\u0085", "\u2028", "\ud800"];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Cleaned_text_holds_nothing_that_acts()
    {
        string[] pieces = [.. Attacks, "a", "é", "漢", "🎧", " ", "\n", "\t"];
        Gen.Select(Gen.Int[0, pieces.Length - 1].Array[0, 40].Select(numbers => string.Concat(numbers.Select(n => pieces[n]))), Gen.Bool)
            .ForAll((text, lines) =>
        {
            var clean = lines ? PlainText.Lines(text) : PlainText.Of(text);
            Assert.Null(ActorIn(clean, lines ? "\n\t" : ""));
            Assert.Equal(clean, lines ? PlainText.Lines(clean) : PlainText.Of(clean));
        });
        Assert.Equal("café 漢 🎧", PlainText.Of("café 漢 🎧"));
    }

    [Fact]
    public void No_command_lets_a_source_act_on_the_terminal()
    {
        Import();
        var id = Run(new Terminal(), "list", "--json").Json.GetProperty("snips")[0].GetProperty("snip").GetString()!;
        string[][] commands =
        [
            ["search", "kiln"], ["search", "--full", "kiln"], ["search", "--mode", "keyword", "kiln"],
                ["search", "--fusion", "rrf", "kiln"], ["ask", "what does the kiln hold?"], ["related", id], ["show", id],
            ["list"], ["list", "kiln"], ["facets"], ["facets", "--top", "1"], ["duplicates"], ["doctor"],
                ["index", "notes"], ["index", "--no-embed", "notes"], ["index", "--prune", "notes"],
        ];
        foreach (var command in commands)
        {
            AssertHarmless(Run(new Terminal(), command), "");
            AssertHarmless(Run(new Terminal { OutputIsTerminal = true, AllowsColour = false, AllowsLinks = false }, command), "");
            if (command[0] is not "eval") AssertHarmless(Run(new Terminal(), [.. command, "--json"]), "");
        }
    }

    [Fact]
    public void On_a_coloured_terminal_there_are_only_the_programs_own_sequences()
    {
        Import();

        foreach (var command in new string[][] { ["search", "kiln"], ["ask", "what does the kiln hold?"], ["list"], ["facets"] })
        {
            var output = Run(new Terminal { OutputIsTerminal = true }, command).Output;
            var own = System.Text.RegularExpressions.Regex.Replace(output, "\e\\[(?:0|1|2|31|32|33|36)m|\e]8;;(?:https?://[!-~]*)?\e\\\\", "");
            Assert.Null(ActorIn(own, "\n"));
        }
    }

    [Fact]
    public void No_mistake_lets_what_was_typed_act_on_the_terminal()
    {
        foreach (var attack in Attacks.Select(a => $"x{a}y"))
        {
            foreach (var args in new string[][]
            {
                [attack], ["search", $"--{attack}"], ["search", "a", "--top", attack], ["search", "a", "--mode", attack],
                    ["search", $"after:{attack}"], ["show", attack], ["related", attack],
                ["index", attack], ["list", "--index", attack], ["search", "a", "--model", attack],
                    ["search", "a", "--profile", attack], ["ask", "a", "--chat", attack, "--chat-model", attack],
                ["eval", attack], ["eval", "talks", "--html", $"{attack}/x"], ["eval", "talks", "--baseline", attack],
                    ["tune", attack], ["tune", "talks", "--set", attack], ["completions", attack], ["watch", attack],
            })
            {
                if (attack.Contains('\0', StringComparison.Ordinal)) continue; // No system passes NUL in an argument.
                AssertHarmless(Snips.RunIn(_folder.Path, args), string.Join(' ', args));
                AssertHarmless(Snips.RunIn(_folder.Path, [.. args, "--json"]), string.Join(' ', args));
            }
        }
    }

    [Fact]
    public void A_benchmark_of_a_hostile_collection_is_harmless_too()
    {
        using var talks = new Talks();
        var evil = JsonSerializer.Serialize($"q{string.Concat(Attacks[..15])}");
        talks.Append("queries.jsonl", $$"""{"_id": {{evil}}, "text": "what {{evil[2..^1]}} do glaciers carve?", "metadata": {"answerable": false} }""");

        foreach (var args in new string[][] { ["eval", "talks"], ["eval", "talks", "--per-query"],
            ["eval", "talks", "--json", "--per-query"], ["eval", "talks", "--html", "page.html", "--per-query", "figures.tsv"] })
        {
            AssertHarmless(talks.Run(args), string.Join(' ', args));
        }

        foreach (var file in new[] { "page.html", "figures.tsv" }) Assert.Null(ActorIn(File.ReadAllText(talks.File(file)), "\n\t"));
    }

    public void Dispose() => _folder.Dispose();

    private void Import()
    {
        Directory.CreateDirectory(_folder.File("notes"));
        var evil = string.Concat(Attacks);
        var escaped = string.Concat(evil.Where(c => c is not '\0' and not '\r' and not '\u2028' and not '\u0085' and not '\ud800'));
        File.WriteAllText(_folder.File("notes", "a.vtt"),
            $"WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ann{escaped}>The kiln holds its heat. {escaped} The kiln holds it.\n");
        var json = JsonSerializer.Serialize(
            new
            {
                version = "1.0.0",
                segments = new[] { new { speaker = $"Bo{evil}", startTime = 1.0, endTime = 4.0, body = $"A kiln is hot. {evil} The kiln cools." } }
            });
        File.WriteAllText(_folder.File("notes", "b.json"), json);
        File.WriteAllText(_folder.File("notes", "c\e[31mred\u202e.md"), "");
        Assert.Equal(0, Run(new Terminal(), "index", "notes").ExitCode);
    }

    private Outcome Run(Terminal terminal, params string[] args) => Snips.RunIn(_folder.Path, terminal, CancellationToken.None, [.. args, "--model", Model]);

    private static void AssertHarmless(Outcome outcome, string typed)
    {
        Assert.True(ActorIn(outcome.Output, "\n\t") is null, $"{typed}: output holds {ActorIn(outcome.Output, "\n\t")}");
        Assert.True(ActorIn(outcome.Error, "\n\t") is null, $"{typed}: error holds {ActorIn(outcome.Error, "\n\t")}");
    }

    /// <summary>The code of the first character that acts on a terminal or is half a character; null for none.</summary>
    private static string? ActorIn(string text, string allowed)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if ((char.IsControl(c) && !allowed.Contains(c)) || char.IsSurrogate(c)
                || c is >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069' or '\u2028' or '\u2029') return $"U+{(int)c:X4} at {i}";
        }

        return null;
    }
}
