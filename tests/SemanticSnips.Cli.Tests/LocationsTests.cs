using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

public sealed class LocationsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public LocationsTests()
    {
        Directory.CreateDirectory(_folder.File("checkout", "models", "bge-small-en-v1.5"));
        File.WriteAllText(_folder.File("checkout", "models", "bge-small-en-v1.5", "model.json"), "{}");
        Directory.CreateDirectory(_folder.File("checkout", "seeds"));
        Directory.CreateDirectory(_folder.File("checkout", "src", "deep"));
        Directory.CreateDirectory(_folder.File("elsewhere"));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("checkout")]
    [InlineData("checkout/src/deep")]
    public void Within_a_checkout_everything_is_the_checkouts(string here)
    {
        var locations = Find(here, program: "elsewhere");

        Assert.Equal(_folder.File("checkout", "index"), locations.Index);
        Assert.Equal(_folder.File("checkout", "models", "bge-small-en-v1.5"), locations.Model);
        Assert.Equal(_folder.File("checkout", "seeds"), locations.Seeds);
    }

    [Fact]
    public void Elsewhere_the_index_is_in_the_current_folder_and_the_model_beside_the_program()
    {
        var locations = Find("elsewhere", program: "checkout/src");

        Assert.Equal(_folder.File("elsewhere", "index"), locations.Index);
        Assert.Equal(_folder.File("checkout", "models", "bge-small-en-v1.5"), locations.Model);
        Assert.Equal(_folder.File("checkout", "seeds"), locations.Seeds);
    }

    [Fact]
    public void What_is_named_is_taken_relative_to_the_current_folder()
    {
        var locations = Find("checkout/src", program: "elsewhere", index: "my-index", model: "../models/other");

        Assert.Equal(_folder.File("checkout", "src", "my-index"), locations.Index);
        Assert.Equal(_folder.File("checkout", "models", "other"), locations.Model);
        Assert.Throws<UsageException>(locations.RequireModel);
    }

    [Fact]
    public void Without_any_model_the_places_that_were_looked_in_are_named()
    {
        var missing = Assert.Throws<DirectoryNotFoundException>(Find("elsewhere", program: "elsewhere").RequireModel);

        Assert.Contains(_folder.File("elsewhere"), missing.Message, StringComparison.Ordinal);
        Assert.Contains("--model", missing.Message, StringComparison.Ordinal);
    }

    private Locations Find(string here, string program, string? index = null, string? model = null)
    {
        var host = new Host
        {
            Output = TextWriter.Null,
            Error = TextWriter.Null,
            WorkingDirectory = Path.GetFullPath(_folder.File(here)),
            ProgramFolder = Path.GetFullPath(_folder.File(program)),
            Terminal = new Terminal(),
        };
        return new Locations(host, index, model);
    }
}
