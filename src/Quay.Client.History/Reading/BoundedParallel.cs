using System.Collections.Concurrent;

namespace Quay.Client.History;

internal static class BoundedParallel
{
    private const int MaxConcurrency = 4;

    public static async Task<IReadOnlyDictionary<string, T>> SelectAsync<T>(
        IEnumerable<string> keys, Func<string, CancellationToken, Task<T>> request, CancellationToken cancellationToken)
    {
        var results = new ConcurrentDictionary<string, T>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            keys.Distinct(StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency, CancellationToken = cancellationToken },
            async (key, token) => results[key] = await request(key, token).ConfigureAwait(false)).ConfigureAwait(false);
        return results;
    }
}
