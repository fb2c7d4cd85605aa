namespace SemanticSnips.Cli.Picking;

/// <summary>What a key press came to.</summary>
internal enum PickStep
{
    /// <summary>The list goes on.</summary>
    Go,

    /// <summary>The selected snip is chosen.</summary>
    Choose,

    /// <summary>The selected snip is to be played.</summary>
    Open,

    /// <summary>Nothing is chosen.</summary>
    Cancel,
}

/// <summary>Snips to choose from: what is typed narrows them, arrows move the selection. Knows no terminal.</summary>
internal sealed class PickList
{
    /// <summary>Shorter beginnings of words have no meaning yet.</summary>
    private const int LeastToSearch = 3;

    private readonly IReadOnlyList<(Snip Snip, string Names)> _all;
    private readonly Func<string, IReadOnlyList<Snip>> _search;
    private bool _isSearched = true;

    /// <param name="all">Everything, in the order in which it stands before anything is typed.</param>
    /// <param name="search">Finds snips by what is said in them; they stand below those whose names hold what is typed.</param>
    public PickList(IReadOnlyList<Snip> all, Func<string, IReadOnlyList<Snip>> search)
    {
        _all = [.. all.Select(s => (s, NamesOf(s)))];
        _search = search;
        Matches = all;
    }

    /// <summary>What was typed.</summary>
    public string Typed { get; private set; } = "";

    /// <summary>What there is to choose from now.</summary>
    public IReadOnlyList<Snip> Matches { get; private set; }

    /// <summary>Everything.</summary>
    public int Total => _all.Count;

    /// <summary>The place of the selected one among <see cref="Matches"/>.</summary>
    public int Place { get; private set; }

    /// <summary>The selected one; null where nothing matches.</summary>
    public Snip? Selected => Place < Matches.Count ? Matches[Place] : null;

    /// <summary>Adds what is found by what is said, below what is found by name; takes longer than a key press, and so is for when none waits.</summary>
    /// <returns>Whether anything was added.</returns>
    public bool Search()
    {
        if (_isSearched) return false;
        _isSearched = true;
        var named = Matches.Count;
        Matches = [.. Matches.Concat(_search(Typed)).DistinctBy(s => s.Id)];
        return Matches.Count > named;
    }

    /// <summary>Takes a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="page">Lines that Page Up and Page Down move by.</param>
    public PickStep Take(ConsoleKeyInfo key, int page)
    {
        var isControl = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        switch (key.Key)
        {
            case ConsoleKey.Escape:
            case ConsoleKey.C or ConsoleKey.G when isControl:
                return PickStep.Cancel;
            case ConsoleKey.Enter:
                return Selected is null ? PickStep.Go : PickStep.Choose;
            case ConsoleKey.O when isControl:
                return Selected is null ? PickStep.Go : PickStep.Open;
            case ConsoleKey.UpArrow:
            case ConsoleKey.P or ConsoleKey.K when isControl:
                Move(-1);
                break;
            case ConsoleKey.DownArrow:
            case ConsoleKey.N or ConsoleKey.J when isControl:
                Move(1);
                break;
            case ConsoleKey.PageUp:
                Move(-page);
                break;
            case ConsoleKey.PageDown:
                Move(page);
                break;
            case ConsoleKey.Home:
                Place = 0;
                break;
            case ConsoleKey.End:
                Move(Matches.Count);
                break;
            case ConsoleKey.Backspace when Typed.Length > 0:
                Narrow(Typed[..^LengthOfLast(Typed)]);
                break;
            case ConsoleKey.U when isControl:
                Narrow("");
                break;
            case ConsoleKey.W when isControl:
                Narrow(Typed.TrimEnd() is var trimmed ? trimmed[..(trimmed.LastIndexOf(' ') + 1)] : "");
                break;
            default:
                if (!char.IsControl(key.KeyChar)) Narrow(Typed + key.KeyChar);
                break;
        }

        return PickStep.Go;
    }

    private void Move(int lines) => Place = Math.Clamp(Place + lines, 0, Math.Max(0, Matches.Count - 1));

    private void Narrow(string typed)
    {
        Typed = typed;
        Place = 0;
        var words = typed.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Matches = [.. _all.Where(s => words.All(w => s.Names.Contains(w, StringComparison.OrdinalIgnoreCase))).Select(s => s.Snip)];
        _isSearched = typed.Trim().Length < LeastToSearch;
    }

    /// <summary>A character may be two units of a string.</summary>
    private static int LengthOfLast(string text) => char.IsLowSurrogate(text[^1]) && text.Length > 1 ? 2 : 1;

    private static string NamesOf(Snip snip) =>
        string.Join('\n', [snip.Id, snip.Title ?? "", snip.Episode.Title ?? "", snip.Episode.Show ?? "", .. snip.Turns.Select(t => t.Speaker).Distinct(),
            .. snip.Tags]);
}
