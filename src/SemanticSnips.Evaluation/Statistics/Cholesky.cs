namespace SemanticSnips.Evaluation;

internal static class Cholesky
{
    /// <summary>Solves <c>A x = b</c> for a symmetric positive definite A, given by its lower triangle; null if A is not definite.</summary>
    public static double[]? Solve(double[,] lower, double[] right)
    {
        var size = right.Length;
        var factor = new double[size, size];
        var x = new double[size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var rest = lower[i, j];
                for (var k = 0; k < j; k++) rest -= factor[i, k] * factor[j, k];
                if (i != j) factor[i, j] = rest / factor[j, j];
                else if (rest > 1e-12 * lower[i, i] && rest > 1e-12) factor[i, i] = Math.Sqrt(rest);
                else return null;
            }
        }

        for (var i = 0; i < size; i++)
        {
            x[i] = right[i];
            for (var k = 0; k < i; k++) x[i] -= factor[i, k] * x[k];
            x[i] /= factor[i, i];
        }

        for (var i = size - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < size; k++) x[i] -= factor[k, i] * x[k];
            x[i] /= factor[i, i];
        }

        return x;
    }
}
