using System.Diagnostics;
using System.Text.Json;
using SemanticSnips.Testing;

namespace SemanticSnips.Benchmarks.Torturing;

/// <summary>Durability of the built program: killed at any moment it loses nothing, and a bit that decays is noticed and mended.</summary>
internal sealed class Torture : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BuiltProgram _program;
    private readonly TortureLibrary _library;
    private readonly Random _random;
    private readonly State _before;
    private readonly State _after;
    private readonly State _new;
    private int _faults;

    private Torture(string dll, int seed)
    {
        _program = new BuiltProgram(Path.GetFullPath(dll), Repository.File("tests", "golden", "tiny-bert"));
        _random = new Random(seed);
        _library = new TortureLibrary(_folder.File("library"));

        // In steps, so that there are several segments of both stores, and deletions.
        for (var number = 0; number < 12; number++)
        {
            _library.Write(number, 1);
            if (number % 4 == 3) Make("before");
        }

        _before = StateOf(_folder.File("before"));
        for (var number = 2; number < 6; number++) _library.Write(number, 2);
        for (var number = 12; number < 18; number++) _library.Write(number, 1);
        Copy(_folder.File("before"), _folder.File("after"));
        Make("after");
        _after = StateOf(_folder.File("after"));

        // What was written anew and not pruned is in the one above, too.
        Make("new");
        _new = StateOf(_folder.File("new"));
    }

    /// <summary>Kills and flips, and ends with a line of figures for each.</summary>
    /// <param name="dll">The built snips.dll.</param>
    /// <param name="kills">How often to end it by SIGKILL.</param>
    /// <param name="flips">How many files to damage, one at a time.</param>
    /// <param name="seed">What is drawn.</param>
    /// <returns>0, or 1 where anything was at fault.</returns>
    public static int Run(string dll, int kills, int flips, int seed)
    {
        using var torture = new Torture(dll, seed);
        torture.Kill(kills);
        torture.Flip(flips);
        return torture._faults == 0 ? 0 : 1;
    }

    public void Dispose() => _folder.Dispose();

    private void Kill(int kills)
    {
        var (killed, lost, stuck) = (0, 0, 0);
        var index = _folder.File("killed");
        var usual = Stopwatch.StartNew();
        Fresh(null, index);
        _program.Run("index", _library.Folder, "--index", index);
        var seconds = usual.Elapsed.TotalSeconds;
        while (killed < kills)
        {
            // From nothing, or from an index whose library changed meanwhile.
            var isNew = _random.Next(2) == 0;
            var whole = isNew ? _new : _after;
            Fresh(isNew ? null : _folder.File("before"), index);
            for (var isAlive = true; isAlive && killed < kills;)
            {
                using var process = _program.Start("index", _library.Folder, "--index", index);
                isAlive = !process.WaitForExit(TimeSpan.FromSeconds(seconds * (0.1 + (_random.NextDouble() * 0.9))));
                if (!isAlive) break;
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
                killed++;
                var listed = Look("list", "--json", "--index", index);
                var isEmpty = isNew && listed.Code == 4 && listed.Error.Contains("There is no index", StringComparison.Ordinal);
                if (!isEmpty && listed.Output != whole.List && (isNew || listed.Output != _before.List))
                {
                    lost++;
                    Tell($"after kill {killed} the list is of no commit: exit code {listed.Code}, {listed.Error.Trim()}");
                }
            }

            var last = Look("index", _library.Folder, "--index", index);
            if (last.Code != 0 || !StateOf(index).Equals(whole))
            {
                stuck++;
                Tell($"after kill {killed} the import does not come to its end: exit code {last.Code}, {last.Error.Trim()}");
            }
        }

        Console.WriteLine($"kills {killed}: {lost} lost, {stuck} stuck");
    }

    private void Flip(int flips)
    {
        var (silent, unseen, notMended, crashes) = (0, 0, 0, 0);
        var index = _folder.File("flipped");
        var sound = _folder.File("after");
        for (var flip = 0; flip < flips; flip++)
        {
            Fresh(sound, index);
            var files = Directory.GetFiles(index, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
            var file = files[flip % files.Count];
            var how = Damage(file);
            var question = flip % TortureLibrary.Questions.Count;
            var found = _program.Run("search", "--json", "--index", index, TortureLibrary.Questions[question]);
            var doctor = _program.Run("doctor", "--json", "--index", index);
            foreach (var ending in new[] { found, doctor }.Where(e => e.Fault is not null))
            {
                crashes++;
                Tell($"{Path.GetFileName(file)} {how}: {ending.Fault}");
            }

            var isRefused = found.Code is not (0 or 3);
            if (!isRefused && found.Output != _after.Answers[question])
            {
                silent++;
                Tell($"{Path.GetFileName(file)} {how}: another answer, and nothing said");
            }

            if (isRefused && doctor.Code == 0)
            {
                unseen++;
                Tell($"{Path.GetFileName(file)} {how}: the doctor does not see it");
            }

            if (doctor.Code == 0) continue;
            var mended = _program.Run("doctor", "--repair", "--json", "--index", index);
            var import = _program.Run("index", _library.Folder, "--index", index);
            if (mended.Code != 0 || import.Code != 0 || !IsMended(StateOf(index), LostIn(mended)))
            {
                notMended++;
                Tell($"{Path.GetFileName(file)} {how}: not mended: exit codes {mended.Code} and {import.Code}, {mended.Error.Trim()} {import.Error.Trim()}");
            }
        }

        Console.WriteLine($"flips {flips}: {silent} silent, {crashes} crashes, {unseen} unseen, {notMended} not mended");
    }

    /// <summary>Whether all is there again, but for snips that no source holds any more: what of these is lost cannot come back.</summary>
    private bool IsMended(State now, int lost) =>
        lost == 0 ? now.Equals(_after) : _new.Snips().IsSubsetOf(now.Snips()) && now.Snips().IsSubsetOf(_after.Snips());

    private static int LostIn(Ending repair)
    {
        using var json = JsonDocument.Parse(repair.Output);
        return json.RootElement.GetProperty("repair").GetProperty("lost").GetInt32();
    }

    /// <summary>A bit, a piece, the end or all of a file.</summary>
    private string Damage(string file)
    {
        var bytes = File.ReadAllBytes(file);
        if (bytes.Length == 0 || _random.Next(12) == 0)
        {
            File.Delete(file);
            return "missing";
        }

        var at = _random.Next(bytes.Length);
        switch (_random.Next(8))
        {
            case 0:
                File.WriteAllBytes(file, bytes[..at]);
                return $"cut at {at}";
            case 1:
                bytes.AsSpan(at, Math.Min(512, bytes.Length - at)).Clear();
                File.WriteAllBytes(file, bytes);
                return $"zeros at {at}";
            default:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                File.WriteAllBytes(file, bytes);
                return $"bit at {at}";
        }
    }

    private Ending Look(params string[] args)
    {
        var ending = _program.Run(args);
        if (ending.Fault is { } fault) Tell($"{args[0]}: {fault}: {ending.Error.Trim()}");
        return ending;
    }

    private void Make(string index)
    {
        if (_program.Run("index", _library.Folder, "--index", _folder.File(index)) is { Code: not 0 } ending)
            throw new InvalidOperationException($"The library cannot be indexed: {ending.Error}");
    }

    private State StateOf(string index) => new(
        Look("list", "--json", "--index", index).Output,
        [.. TortureLibrary.Questions.Select(q => Look("search", "--json", "--index", index, q).Output)]);

    private void Tell(string fault)
    {
        _faults++;
        Console.WriteLine($"FAULT {fault}");
    }

    private static void Fresh(string? from, string to)
    {
        if (Directory.Exists(to)) Directory.Delete(to, recursive: true);
        if (from is not null) Copy(from, to);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    /// <summary>What an index shows.</summary>
    private sealed record State(string List, IReadOnlyList<string> Answers)
    {
        /// <summary>Each listed snip, whole.</summary>
        public HashSet<string> Snips()
        {
            using var json = JsonDocument.Parse(List);
            return [.. json.RootElement.GetProperty("snips").EnumerateArray().Select(s => s.GetRawText())];
        }

        public bool Equals(State? other) => other is not null && List == other.List && Answers.SequenceEqual(other.Answers);

        public override int GetHashCode() => List.GetHashCode(StringComparison.Ordinal);
    }
}
