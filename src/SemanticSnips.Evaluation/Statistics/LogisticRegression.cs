namespace SemanticSnips.Evaluation;

/// <summary>Turns a few features into a probability: <c>1 / (1 + exp(-(intercept + weights . features)))</c>.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class LogisticRegression
{
    private const int MaxIterations = 100;
    private const double Converged = 1e-8;
    private readonly double[] _weights;

    /// <summary>A model whose weights are known.</summary>
    public LogisticRegression(double intercept, IReadOnlyList<double> weights) => (Intercept, _weights) = (intercept, [.. weights]);

    /// <summary>The log odds where all features are 0.</summary>
    public double Intercept { get; }

    /// <summary>What one unit of each feature adds to the log odds.</summary>
    public IReadOnlyList<double> Weights => _weights;

    /// <summary>The probability, in [0, 1], for one row of features.</summary>
    /// <exception cref="ArgumentException">There are not as many features as weights.</exception>
    public double Probability(ReadOnlySpan<double> features)
    {
        if (features.Length != _weights.Length)
            throw new ArgumentException($"Found {features.Length} features; the model has {_weights.Length} weights.", nameof(features));
        var logOdds = Intercept;
        for (var i = 0; i < features.Length; i++) logOdds += _weights[i] * features[i];
        return 1 / (1 + Math.Exp(-logOdds));
    }

    /// <summary>
    /// Finds the weights that minimise the summed, weighted log loss plus <c>l2 / 2 * |weights|^2</c> by Newton's method (iteratively
    /// reweighted least squares). The intercept is not penalised. Features are taken as they are: bring them to similar scales.
    /// </summary>
    /// <param name="features">One row an example, all of one length; a handful of columns.</param>
    /// <param name="labels">One label a row; both kinds must occur.</param>
    /// <param name="l2">How strongly weights are drawn to 0; scikit-learn's <c>1 / C</c>. With 0, separable data have no solution.</param>
    /// <param name="importance">How much each row counts, above 0; null for 1 each.</param>
    /// <exception cref="ArgumentException">Rows, labels and importance do not match, a feature is not finite, or only one kind of label occurs.</exception>
    /// <exception cref="InvalidOperationException">There is no finite solution.</exception>
    public static LogisticRegression Fit(IReadOnlyList<double[]> features, IReadOnlyList<bool> labels, double l2 = 1, IReadOnlyList<double>? importance = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(l2);
        Check(features, labels, importance);
        var columns = features[0].Length;
        var weights = new double[columns + 1]; // the intercept comes last
        var loss = Loss(features, labels, importance, weights, l2);
        for (var iteration = 0; iteration < MaxIterations; iteration++)
        {
            var step = NewtonStep(features, labels, importance, weights, l2);
            if (step.Max(Math.Abs) < Converged) return new LogisticRegression(weights[columns], weights[..columns]);

            // Far from the solution a whole step may overshoot; half steps keep the loss from rising.
            for (var scale = 1.0; ; scale /= 2)
            {
                var next = weights.Zip(step, (weight, change) => weight - (scale * change)).ToArray();
                var nextLoss = Loss(features, labels, importance, next, l2);
                if (nextLoss > loss + (1e-12 * (1 + loss)) && scale > 1e-6) continue;
                (weights, loss) = (next, nextLoss);
                break;
            }
        }

        throw NoSolution();
    }

    private static double[] NewtonStep(
        IReadOnlyList<double[]> features, IReadOnlyList<bool> labels, IReadOnlyList<double>? importance, double[] weights, double l2)
    {
        var size = weights.Length;
        var gradient = new double[size];
        var hessian = new double[size, size];
        for (var i = 0; i < size - 1; i++)
        {
            gradient[i] = l2 * weights[i];
            hessian[i, i] = l2;
        }

        for (var row = 0; row < features.Count; row++)
        {
            double[] x = [.. features[row], 1];
            var probability = 1 / (1 + Math.Exp(-LogOdds(x, weights)));
            var counts = importance?[row] ?? 1;
            var error = counts * (probability - (labels[row] ? 1 : 0));
            var curvature = counts * probability * (1 - probability);
            for (var i = 0; i < size; i++)
            {
                gradient[i] += error * x[i];
                for (var j = 0; j <= i; j++) hessian[i, j] += curvature * x[i] * x[j];
            }
        }

        return Cholesky.Solve(hessian, gradient) ?? throw NoSolution();
    }

    private static double Loss(IReadOnlyList<double[]> features, IReadOnlyList<bool> labels, IReadOnlyList<double>? importance, double[] weights, double l2)
    {
        var sum = l2 / 2 * weights.SkipLast(1).Sum(weight => weight * weight);
        for (var row = 0; row < features.Count; row++)
        {
            var logOdds = LogOdds([.. features[row], 1], weights);
            var margin = labels[row] ? logOdds : -logOdds;
            sum += (importance?[row] ?? 1) * (Math.Max(0, -margin) + Math.Log(1 + Math.Exp(-Math.Abs(margin))));
        }

        return sum;
    }

    private static double LogOdds(double[] x, double[] weights) => x.Zip(weights, (a, b) => a * b).Sum();

    private static void Check(IReadOnlyList<double[]> features, IReadOnlyList<bool> labels, IReadOnlyList<double>? importance)
    {
        if (features.Count != labels.Count)
            throw new ArgumentException($"Found {features.Count} rows and {labels.Count} labels; expected one label a row.", nameof(labels));
        if (importance is not null && (importance.Count != features.Count || importance.Any(i => !(i > 0 && double.IsFinite(i)))))
            throw new ArgumentException("Importance is one number above 0 a row.", nameof(importance));
        if (!labels.Contains(true) || !labels.Contains(false)) throw new ArgumentException("A fit needs examples of both labels.", nameof(labels));
        if (features.Any(row => row.Length != features[0].Length))
            throw new ArgumentException("All rows must have the same number of features.", nameof(features));
        if (features.Any(row => !row.All(double.IsFinite))) throw new ArgumentException("A feature is not finite.", nameof(features));
    }

    private static InvalidOperationException NoSolution() => new(
        "The fit has no finite solution: the labels are separable or features repeat one another. Give l2 a value above 0.");
}
