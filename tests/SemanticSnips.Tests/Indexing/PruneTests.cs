namespace SemanticSnips.Tests.Indexing;

public sealed class PruneTests
{
    private static readonly ExportedSnip Glaze = new(1, 570, 600, "Glaze", "Glaze is glass that has found a pot.");
    private static readonly ExportedSnip Kiln = new(2, 660, 720, "Kiln", "A kiln holds its heat for a day.");

    [Theory]
    [InlineData(false, false, 2)]
    [InlineData(true, false, 2)]
    [InlineData(false, true, 2)]
    [InlineData(true, true, 1)]
    public void A_folder_that_is_gone_takes_its_snips_along_only_when_told_so(bool prune, bool missingRoots, int left)
    {
        using var folder = new IndexFolder();
        var here = Path.GetDirectoryName(folder.Export("here/clay.md", Export.Plugin("Clay and fire", "Kiln Talk", "2024-01-01", Glaze)))!;
        var gone = Path.GetDirectoryName(folder.Export("gone/heat.md", Export.Plugin("Heat", "Kiln Talk", "2024-01-01", Kiln)))!;
        folder.Import(here, gone);
        Directory.Delete(gone, recursive: true);

        folder.Import(new ImportOptions { Prune = prune, PruneMissingRoots = missingRoots }, here);

        using var index = folder.Open();
        Assert.Equal(left, index.Count);
        Assert.Equal(left == 1 ? [here] : new[] { gone, here }, index.Manifest.Roots);
    }

    [Fact]
    public void What_the_index_writes_is_no_source()
    {
        using var folder = new IndexFolder();
        folder.Export("clay.md", Export.Plugin("Clay and fire", "Kiln Talk", "2024-01-01", Glaze));
        var root = Path.GetDirectoryName(folder.Path)!;

        folder.Import(root);
        var again = folder.Import(root);

        Assert.Equal((1, 1), (again.Files, again.Unchanged));
        Assert.Empty(again.Skipped);
    }
}
