namespace SemanticSnips.Answers;

/// <summary>Chooses among snips that hold the same moment.</summary>
internal static class Versions
{
    /// <summary>The hit in the longest snip that holds its passage word for word: more of what stands around an answer can be read there.</summary>
    public static SearchHit Longest(SearchHit hit)
    {
        var (longest, words) = (hit, LengthOf(hit.Layout));
        foreach (var other in hit.AlsoIn)
        {
            var layout = SnipText.Of(other);
            var (from, length) = (layout.Text.IndexOf(hit.Text, StringComparison.Ordinal), LengthOf(layout));
            if (from < 0 || length <= words) continue;
            words = length;
            longest = hit with
            {
                Snip = other,
                Layout = layout,
                Passage = new TextSpan(from, from + hit.Text.Length),
                AlsoIn = [hit.Snip, .. hit.AlsoIn.Where(s => s.Id != other.Id)],
            };
        }

        return longest;
    }

    private static int LengthOf(SnipText text) => text.Parts.Where(p => p.Kind == PartKind.Turn).Sum(p => p.To - p.From);
}
