using System.Globalization;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using SemanticSnips.Benchmarks;
using SemanticSnips.Benchmarks.Answers;
using SemanticSnips.Benchmarks.Fuzzing;
using SemanticSnips.Benchmarks.Growth;
using SemanticSnips.Benchmarks.Library;
using SemanticSnips.Benchmarks.Micro;
using SemanticSnips.Benchmarks.Networks;
using SemanticSnips.Benchmarks.Plots;
using SemanticSnips.Benchmarks.Postgres;
using SemanticSnips.Benchmarks.Related;
using SemanticSnips.Benchmarks.Rivals;
using SemanticSnips.Benchmarks.Torturing;
using SemanticSnips.Benchmarks.Typing;

switch (args)
{
    case ["library", "write", var folder, var vocabulary]:
        SyntheticLibrary.Write(folder, vocabulary);
        return 0;
    case ["library", "read", var folder]:
        SyntheticLibrary.MeasureReading(folder);
        return 0;
    case ["library", "cut", var passages, var folder, var count, .. var skip] when skip.Length < 2:
        var (snips, episodes) = PodcastLibrary.Write(
            passages, folder, int.Parse(count, CultureInfo.InvariantCulture), skip is [var some] ? int.Parse(some, CultureInfo.InvariantCulture) : 0);
        Console.WriteLine($"{snips} snips of {episodes} episodes");
        return 0;
    case ["library", "ask", var folder, var index, var questions, .. var rest] when rest.Length < 3:
        await LibraryBenchmark.Measure(folder, index, questions, rest.FirstOrDefault(r => r != "no-reader"), reads: !rest.Contains("no-reader"));
        return 0;
    case ["library", "pool", .. var files] when files.Length > 0:
        LibraryBenchmark.Pool(files);
        return 0;
    case ["answers", "evidence", var folder, var index, var table, .. var how]:
        EvidenceTable.Write(folder, index, table, how.Contains("within"), how.Contains("passages") ? 140 : null);
        return 0;
    case ["answers", "quote", var folder, var index, .. var how]:
        EvidenceTable.Measure(folder, index, how.Contains("within"), how.Contains("passages") ? 140 : null);
        return 0;
    case ["answers", "learn", .. var tables] when tables.Length > 0:
        ReadingFit.Print(tables);
        return 0;
    case ["answers", ..]:
        Console.Error.WriteLine(
            "Usage: answers evidence COLLECTION INDEX TABLE [within] [passages] | answers learn TABLE... | " +
            "answers quote COLLECTION INDEX [within] [passages]");
        return 2;
    case ["recall", var rows, var queries]:
        Recall.Measure(rows, queries);
        return 0;
    case ["library" or "recall", ..]:
        Console.Error.WriteLine(
            "Usage: library write FOLDER VOCABULARY | library read FOLDER | library cut PASSAGES FOLDER COUNT [SKIP] | " +
            "library ask FOLDER INDEX QUESTIONS [FILE] [no-reader] | library pool FILE... | recall ROWS QUERIES");
        return 2;
    case ["models", "ort", var folder]:
        OrtNetwork.Write(folder);
        return 0;
    case ["models", ..]:
        Console.Error.WriteLine("Usage: models ort FOLDER");
        return 2;
    case ["postgres", "compare", var address, var index, var collection, .. var words]:
        await PostgresBenchmark.CompareAsync(address, index, collection, words);
        return 0;
    case ["postgres", "measure", var address, var index, var passages, var questions, .. var sizes]:
        await PostgresBenchmark.MeasureAsync(
            address, index, passages, questions, [.. sizes.Select(s => int.Parse(s, CultureInfo.InvariantCulture))]);
        return 0;
    case ["postgres", "search", var address, var index, var questions]:
        await PostgresBenchmark.SearchAsync(address, index, questions);
        return 0;
    case ["postgres", "words", var address, var questions]:
        KeywordCandidatesBenchmark.Run(address, questions);
        return 0;
    case ["postgres", ..]:
        Console.Error.WriteLine("Usage: postgres compare ADDRESS INDEX COLLECTION [WORD]... | postgres measure ADDRESS INDEX PASSAGES COLLECTION SIZE... | " +
            "postgres search ADDRESS INDEX COLLECTION | postgres words ADDRESS COLLECTION");
        return 2;
    case ["related", "library", var folder, .. var collections]:
        Console.WriteLine($"{RelatedLibrary.Write(folder, collections)} passages");
        return 0;
    case ["related", "pool", var index, var skip, var count, var folder]:
        RelatedPool.Write(index, int.Parse(skip, CultureInfo.InvariantCulture), int.Parse(count, CultureInfo.InvariantCulture), folder);
        return 0;
    case ["related", "score", var judgments, var runs]:
        RelatedScore.Print(judgments, runs);
        return 0;
    case ["related", "noise", var index]:
        SpeechNoise.Print(index);
        return 0;
    case ["related", ..]:
        Console.Error.WriteLine(
            "Usage: related library FOLDER COLLECTION[:EVERY]... | related pool INDEX SKIP COUNT FOLDER | related score JUDGMENTS RUNS | related noise INDEX");
        return 2;
    case ["growth", "library", var words, var count, var made] when int.TryParse(count, CultureInfo.InvariantCulture, out var wanted):
        FirstAnswer.Write(words, wanted, made);
        return 0;
    case ["growth", var passages, .. var sizes]
        when sizes.Length > 0 && sizes.All(s => int.TryParse(s, CultureInfo.InvariantCulture, out _) || Directory.Exists(s)):
        GrowthBenchmark.Run(passages, sizes);
        return 0;
    case ["first", var program, .. var folders] when folders.Length > 0:
        FirstAnswer.Run(program, folders);
        return 0;
    case ["plots"]:
        ResultPlots.Write();
        return 0;
    case ["guard"]:
        return WorkGuard.Run();
    case ["throughput", var index, var collection, .. var rest] when Options.Read(rest, "seconds") is { Rest.Count: <= 1 } given:
        await ThroughputBenchmark.RunAsync(index, collection, TimeSpan.FromSeconds(given.Number("seconds", 5)), given.Rest.Count > 0 ? given.Rest[0] : null);
        return 0;
    case ["rivals", "export", var index, var collection, var folder, .. var rest] when Options.Read(rest, "rows") is { } given:
        RivalExport.Write(index, collection, folder, (int)given.Number("rows", 0));
        return 0;
    case ["rivals", "table", .. var folders] when folders.Length > 0:
        RivalTable.Print(folders);
        return 0;
    case ["rivals", .. var rest] when rest.Length > 0:
        return RivalRun.Command(OwnEngines.All, rest);
    case ["typing", .. var rest] when Options.Read(rest, "snips") is { } given:
        await TypingBenchmark.MeasureAsync((int)given.Number("snips", 20_000));
        return 0;
    case ["fuzz", .. var rest] when Options.Read(rest, "minutes", "seed") is { } given:
        return Fuzzer.Run(TimeSpan.FromMinutes(given.Number("minutes", 1)), (int)given.Number("seed", 1), given.Rest);
    case ["torture", var program, .. var rest] when Options.Read(rest, "kills", "flips", "seed") is { } given:
        return Torture.Run(program, (int)given.Number("kills", 100), (int)given.Number("flips", 200), (int)given.Number("seed", 1));
    case ["growth" or "throughput" or "first", ..]:
        Console.Error.WriteLine(
            "Usage: growth PASSAGES SIZE|INDEX... | growth library PASSAGES SNIPS INDEX | first PROGRAM INDEX... | " +
            "throughput INDEX COLLECTION [--seconds N] [SOURCES to import beside] | guard");
        return 2;
    case ["rivals", ..]:
        Console.Error.WriteLine(
            "Usage: rivals export INDEX COLLECTION DATA [--rows N] | rivals table DATA... | rivals names | rivals build NAME DATA | rivals ask NAME DATA");
        return 2;
    case ["typing" or "fuzz" or "torture", ..]:
        Console.Error.WriteLine("Usage: typing [--snips N] | fuzz [--minutes N] [--seed N] [TARGET...] | torture SNIPS.DLL [--kills N] [--flips N] [--seed N]");
        return 2;
    default:
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(SpeedConfig).Assembly).Run(args, new SpeedConfig()).ToList();

        // Each table has scrolled away by now, under the log of the classes after it.
        foreach (var summary in summaries)
        {
            Console.WriteLine($"\n## {summary.BenchmarksCases.FirstOrDefault()?.Descriptor.Type.Name}\n");
            MarkdownExporter.GitHub.ExportToLog(summary, ConsoleLogger.Default);
        }

        return summaries.All(s => !s.HasCriticalValidationErrors && s.Reports.All(r => r.Success)) ? 0 : 1;
}
