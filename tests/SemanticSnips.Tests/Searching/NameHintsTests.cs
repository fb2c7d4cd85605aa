namespace SemanticSnips.Tests.Searching;

/// <summary>What is said of filters by names that nobody has.</summary>
public sealed class NameHintsTests
{
    [Theory]
    [InlineData("kettle speaker:Lindquist", "No snip has the speaker 'Lindquist'. Did you mean speaker:\"Bo Lindqvist\"?")]
    [InlineData("speaker:\"bo lindquist\"", "No snip has the speaker 'bo lindquist'. Did you mean speaker:\"Bo Lindqvist\"?")]
    [InlineData("kettle tag:kitchn", "No snip has the tag 'kitchn'. Did you mean tag:\"kitchen\"?")]
    [InlineData("kettle show:Astronomy", "No snip has the show 'Astronomy'.")]
    public void A_name_that_nobody_has_comes_back_with_the_nearest(string query, string note)
    {
        using var folder = Filled();
        using var index = folder.Open();
        var found = index.Search(query);

        Assert.Empty(found.Hits);
        Assert.Equal(note, Assert.Single(found.Notes));
    }

    [Theory]
    [InlineData("kettle tag:kitchen")]
    [InlineData("kettle -tag:kitchn")]
    [InlineData("speaker:lindqvist tag:work")] // each is there, together they are not
    public void Names_that_are_there_need_no_hint(string query)
    {
        using var folder = Filled();
        using var index = folder.Open();

        Assert.Empty(index.Search(query).Notes);
    }

    private static IndexFolder Filled() => Library.Filled(
        Library.Snip("a", "The kettle sings.") with { Turns = [new Turn("Bo Lindqvist", "The kettle sings.")], Tags = ["kitchen"] },
        Library.Snip("b", "The office is cold.") with { Tags = ["work"] });
}
