using SemanticSnips.Benchmarks.Fuzzing;

namespace SemanticSnips.Tests;

/// <summary>Inputs that are kept: sound ones, and those that once failed.</summary>
public sealed class FuzzCaseTests
{
    [Theory]
    [InlineData("source")]
    [InlineData("card")]
    [InlineData("profile")]
    [InlineData("aliases")]
    [InlineData("segment")]
    [InlineData("query")]
    public void Kept_inputs_are_taken_or_refused_with_a_sentence(string door)
    {
        using FuzzTarget target = door switch
        {
            "source" => new SourceTarget(),
            "card" => new CardTarget(),
            "profile" => new ProfileTarget(),
            "aliases" => new AliasesTarget(),
            "segment" => new SegmentTarget(),
            _ => new QueryTarget(),
        };
        var inputs = target.Corpus().ToList();

        Assert.NotEmpty(inputs);
        Assert.All(inputs, input => Assert.NotEmpty(target.Try(input)));
    }
}
