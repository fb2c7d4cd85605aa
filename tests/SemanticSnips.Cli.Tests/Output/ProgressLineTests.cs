using SemanticSnips.Cli.Output;
using SemanticSnips.Evaluation;

namespace SemanticSnips.Cli.Tests.Output;

public class ProgressLineTests
{
    [Theory]
    [InlineData(0, 100, 0, 0, "Embedding x [                        ] 0 of 100")]
    [InlineData(50, 100, 50, 0.5, "Embedding x [━━━━━━━━━━━━            ] 50 of 100")]
    [InlineData(1500, 6000, 1000, 40, "Embedding x [━━━━━━                  ] 1,500 of 6,000, 25/s, 3:00 left")]
    [InlineData(60, 120, 60, 30, "Embedding x [━━━━━━━━━━━━            ] 60 of 120, 2.0/s, 0:30 left")]
    [InlineData(100, 100, 100, 10, "Embedding x [━━━━━━━━━━━━━━━━━━━━━━━━] 100 of 100, 10/s, 0:00 left")]
    [InlineData(7, 0, 7, 2, "Embedding x: 7, 3.5/s")]
    public void It_says_how_much_how_fast_and_how_long_yet(int done, int total, int counted, double seconds, string line) =>
        Assert.Equal(line, ProgressLine.Describe(new BenchmarkProgress("Embedding x", done, total), counted, TimeSpan.FromSeconds(seconds)));
}
