using SemanticSnips.Testing;
using SemanticSnips.Tests.Related;

namespace SemanticSnips.Tests;

/// <summary>Related snips and repeated speech in a small library of three shows, with the real model.</summary>
public sealed class RelatedTests(RelatedTests.Library library) : IClassFixture<RelatedTests.Library>
{
    [Fact]
    public void Another_talk_about_it_comes_first_and_the_speech_itself_never()
    {
        var related = library.Index.Related("bees")!;

        Assert.Equal("swarm", related.Hits[0].Snip.Id);
        Assert.DoesNotContain(related.Hits.SelectMany(h => h.AlsoIn.Append(h.Snip)), s => s.Id is "bees" or "bees-again" or "bees-overlap");
        Assert.DoesNotContain(related.Hits, h => h.Snip.Id is "ice" or "untitled");
        Assert.All(related.Hits, h => Assert.InRange(h.Relevance, 0.25, 1));
        Assert.Equal(Enumerable.Range(1, related.Hits.Count), related.Hits.Select(h => h.Rank));
    }

    [Fact]
    public void What_it_shares_are_words_of_both_as_the_passage_writes_them()
    {
        var hit = library.Index.Related("bees")!.Hits[0];

        Assert.Contains("dance", hit.SharedTerms);
        Assert.All(hit.SharedTerms, t => Assert.Contains(t, hit.Text, StringComparison.Ordinal));
        Assert.InRange(hit.SharedTerms.Count, 1, 6);
    }

    [Fact]
    public void Speech_that_was_aired_twice_is_one_hit()
    {
        var related = library.Index.Related("swarm", new RelatedOptions { MinRelevance = 0 })!;

        var bees = Assert.Single(related.Hits, h => h.Snip.Id.StartsWith("bees", StringComparison.Ordinal));
        Assert.Equal(["bees", "bees-again", "bees-overlap"], bees.AlsoIn.Append(bees.Snip).Select(s => s.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_main_speaker_says_most_and_a_number_is_nobody_elsewhere()
    {
        var options = new RelatedOptions { SameSpeaker = true, MinRelevance = 0 };

        Assert.All(library.Index.Related("swarm", options)!.Hits, h => Assert.Contains("Keeper", h.Speakers));
        Assert.Equal(["numbered-too"], library.Index.Related("numbered", options)!.Hits.Select(h => h.Snip.Id));
        Assert.Contains("does not say who speaks",
            Assert.Throws<QueryException>(() => library.Index.Related("ice", options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_shows_are_neither_this_one_nor_one_that_aired_the_episode_again()
    {
        var related = library.Index.Related("bees", new RelatedOptions { OtherShows = true, MinRelevance = 0 })!;

        Assert.Contains("swarm", related.Hits.Select(h => h.Snip.Id));
        Assert.DoesNotContain(related.Hits, h => h.Snip.Episode.Show is "Hives" or "Best of Hives");
    }

    [Fact]
    public void A_snip_without_words_of_its_own_has_no_relatives_and_is_none()
    {
        var related = library.Index.Related("untitled")!;

        Assert.Empty(related.Hits);
        Assert.False(related.Answered);
        Assert.Contains("no words of its own", Assert.Single(related.Notes), StringComparison.Ordinal);
        Assert.DoesNotContain(library.Index.Related("numbered", new RelatedOptions { MinRelevance = 0, Top = 100 })!.Hits, h => h.Snip.Id == "untitled");
    }

    [Fact]
    public void Where_else_it_is_said_is_known_of_each_snip()
    {
        Assert.Equal(["bees-overlap", "bees-again"], library.Index.Find("bees")!.AlsoIn.Select(s => s.Id));
        Assert.Equal(["bees", "bees-overlap"], library.Index.Find("bees-again")!.AlsoIn.Select(s => s.Id).Order(StringComparer.Ordinal));
        Assert.Empty(library.Index.Find("swarm")!.AlsoIn);
        Assert.Empty(library.Index.Find("nobody")?.AlsoIn ?? []);
    }

    [Fact]
    public void A_clip_without_words_is_also_in_what_covers_its_moment() =>
        Assert.Equal(["accounts"], library.Index.Find("untitled")!.AlsoIn.Select(s => s.Id));

    [Fact]
    public void Duplicates_are_grouped() =>
        Assert.Equal([["bees", "bees-again", "bees-overlap"]], library.Index.Duplicates()
            .Select(g => g.Select(s => s.Id).Order(StringComparer.Ordinal).ToArray()));

    public sealed class Library : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Library()
        {
            var asr = SameSpeechTests.Bees.ToLowerInvariant().Replace(",", "", StringComparison.Ordinal).Replace("hive", "high", StringComparison.Ordinal);
            var hives = new Episode { Show = "Hives", Title = "How a swarm decides" };
            var garden = new Episode { Show = "The garden hour", Title = "Everything that buzzes" };
            using (var writer = SnipIndexWriter.Open(_folder.Path, Models.Shipped))
            {
                writer.Put(Snip("bees", hives, 0, 90, new Turn("Ada", SameSpeechTests.Bees)));
                writer.Put(Snip("bees-overlap", hives, 30, 120, new Turn("Ada", SameSpeechTests.Bees[^500..])));
                writer.Put(Snip("accounts", hives, 600, 660,
                    new Turn("Ada", "Now for something else, the accounts. We sold forty jars of jam at the market and the tent cost us more than that.")));
                writer.Put(Snip("untitled", hives, 610, 650));
                writer.Put(Snip("bees-again", new Episode { Show = "Best of Hives", Title = "The best of the year" }, 900, 990, new Turn("Ada", asr)));
                writer.Put(Snip("swarm", garden, 0, 90, new Turn("Host", "So how do they decide?"), new Turn("Keeper", SameSpeechTests.OtherBees)));
                writer.Put(Snip("roses", garden, 90, 150,
                    new Turn("Keeper", "Roses want their feet cool and their heads warm. Prune them hard in February, just above a bud that looks outwards.")));
                writer.Put(Snip("ice", new Episode { Show = "Trades", Title = "The frozen water trade" }, 0, 90, new Turn(null, SameSpeechTests.Ice)));
                writer.Put(Snip("numbered", new Episode { Show = "Trades", Title = "The price of nails" }, 0, 40,
                    new Turn("Speaker 2", "A nail was so dear that people burnt down old houses to get them back out of the ashes.")));
                writer.Put(Snip("numbered-too", new Episode { Show = "Trades", Title = "The price of nails" }, 50, 90,
                    new Turn("Speaker 2", "Then came the machine that cut them from a sheet of iron, and a nail cost next to nothing.")));
                writer.Put(Snip("other-two", new Episode { Show = "Trades", Title = "A history of screws and bolts" }, 0, 40,
                    new Turn("Speaker 2", "The screw is a nail that learned to hold on, and for a long time each was filed by hand.")));
                writer.Commit();
                writer.EmbedPending();
            }

            Index = SnipIndex.Open(_folder.Path, Models.Shipped);
        }

        internal SnipIndex Index { get; }

        public void Dispose()
        {
            Index.Dispose();
            _folder.Dispose();
        }

        private static Snip Snip(string id, Episode episode, int start, int end, params Turn[] turns) =>
            new() { Id = id, Source = "test", Episode = episode, Start = TimeSpan.FromSeconds(start), End = TimeSpan.FromSeconds(end), Turns = turns };
    }
}
