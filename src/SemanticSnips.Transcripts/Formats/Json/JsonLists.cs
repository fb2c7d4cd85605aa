using System.Runtime.InteropServices;
using System.Text.Json;
using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Json;

/// <summary>Finds the list of a JSON document that holds its transcript: the one whose objects have words and a start, wherever it stands.</summary>
/// <remarks>
/// Lists of the same place (the elements of each monologue) are one. Of several that hold about all that is said (utterances, sentences, words) the one that
/// knows speakers is taken, and of those the one with the longest items, because their words stand inside them.
/// </remarks>
internal sealed class JsonLists
{
    // Enough to tell what a list holds.
    private const int SampledItems = 100;

    private readonly Dictionary<string, List<Entry>> _lists = new(StringComparer.Ordinal);
    private readonly SpeakerNames _names;

    private JsonLists(SpeakerNames names) => _names = names;

    private readonly record struct Entry(JsonElement Item, string? Speaker, bool StartsList);

    /// <summary>The transcript's items, in order; empty where the document holds none.</summary>
    public static List<SourceItem> Items(JsonElement root)
    {
        var lists = new JsonLists(SpeakerNames.In(root));
        lists.Walk(root, "", null);
        if (lists.Best() is not { } best) return [];
        var items = best.Select(entry => JsonItem.Read(entry.Item, lists._names, entry.Speaker) with { StartsList = entry.StartsList }).ToList();
        items = WithoutSummary(items);
        return items.Any(item => item.HasSpeaker) ? items : lists.Attribute(items);
    }

    private void Walk(JsonElement element, string path, string? speaker)
    {
        if (IsNumbered(element))
        {
            WalkList(element.EnumerateObject().Select(property => property.Value), path, speaker);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            var own = default(string);
            foreach (var property in element.EnumerateObject())
            {
                if (property.Value.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object)
                    || property.Name.Contains("translat", StringComparison.OrdinalIgnoreCase)) continue;
                own ??= _names.Of(JsonItem.SpeakerOf(element)) ?? speaker;
                var isAlternatives = FieldName.Of(property.Name).Role == FieldRole.Alternatives && property.Value.ValueKind == JsonValueKind.Array;
                if (!isAlternatives) Walk(property.Value, path + "." + property.Name, own);
                else if (property.Value.GetArrayLength() > 0) Walk(property.Value[0], path + "." + property.Name, own);
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            WalkList(element.EnumerateArray(), path, speaker);
        }
    }

    private void WalkList(IEnumerable<JsonElement> items, string path, string? speaker)
    {
        var isFirst = true;
        foreach (var item in items)
        {
            if (item.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)) continue;
            if (item.ValueKind == JsonValueKind.Object)
            {
                ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(_lists, path, out _);
                (list ??= []).Add(new Entry(item, speaker, isFirst));
                isFirst = false;
            }

            Walk(item, path + "[]", speaker);
        }
    }

    /// <summary>Whether the object is a list whose items are called <c>"0"</c>, <c>"1"</c> and so on.</summary>
    private static bool IsNumbered(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.EnumerateObject().Any()
        && element.EnumerateObject().All(property => property.Value.ValueKind == JsonValueKind.Object && property.Name.All(char.IsAsciiDigit));

    private List<Entry>? Best()
    {
        var rated = _lists.Values.Select(Rate).Where(rating => rating.Letters > 0).ToList();
        if (rated.Count == 0) return null;
        var most = rated.Max(rating => rating.Letters);
        return rated.Where(rating => rating.Letters >= 0.8 * most).OrderByDescending(rating => rating.HasSpeaker)
            .ThenByDescending(rating => rating.List.Count > 1 && rating.WordsEach <= 300)
            .ThenByDescending(rating => rating.WordsEach).First().List;
    }

    private (List<Entry> List, double Letters, double WordsEach, bool HasSpeaker) Rate(List<Entry> list)
    {
        var step = Math.Max(1, list.Count / SampledItems);
        var (sampled, timed, letters, words, hasSpeaker) = (0, 0, 0L, 0L, false);
        for (var i = 0; i < list.Count; i += step)
        {
            var item = JsonItem.Read(list[i].Item, _names, list[i].Speaker);
            sampled++;
            hasSpeaker |= item.HasSpeaker;
            if (item.FirstTime is null || string.IsNullOrWhiteSpace(item.Said)) continue;
            timed++;
            letters += item.Said.Length;
            words += Words.Count(item.Said);
        }

        // Of a list of words the marks between have no times; of other lists some segments could not be aligned.
        return timed * 3 < sampled ? (list, 0, 0, false) : (list, letters * (double)step, words / (double)timed, hasSpeaker);
    }

    /// <summary>Google says all words again in a last result without text, this time with their speakers.</summary>
    private static List<SourceItem> WithoutSummary(List<SourceItem> items)
    {
        if (items.Count < 2 || items[^1] is not { Text: null, HasSpeaker: true } last || items.SkipLast(1).Any(item => item.Text is null || item.HasSpeaker))
            return items;
        var before = items.Take(items.Count - 1).Sum(item => Words.Count(item.Said));
        return last.Words.Count * 10 >= before * 9 ? [last] : items;
    }

    /// <summary>Gives items the speakers that another list has for the same starts, as Amazon's and IBM's recognisers write them.</summary>
    private List<SourceItem> Attribute(List<SourceItem> items)
    {
        var speakers = new Dictionary<double, string>();
        foreach (var entry in _lists.Values.SelectMany(list => list))
        {
            var item = JsonItem.Read(entry.Item, _names, entry.Speaker);
            if (item is { Text: null, Words.Count: 0, Speaker: { } speaker, Start.Value: var start }) speakers.TryAdd(start, speaker);
        }

        if (speakers.Count == 0) return items;
        if (items.Any(item => item.Words.Any(word => word.Start is { } start && speakers.ContainsKey(start.Value))))
        {
            return [.. items.Select(item => item with
            {
                Words = [.. item.Words.Select(word => word with { Speaker = word.Start is { } start ? speakers.GetValueOrDefault(start.Value) : null })],
            })];
        }

        string? latest = null;
        return [.. items.Select(
            item => item with { Speaker = latest = item.Start is { } start && speakers.TryGetValue(start.Value, out var speaker) ? speaker : latest })];
    }
}
