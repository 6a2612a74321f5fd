using System.Collections.Concurrent;

namespace Quay.Client.History;

/// <summary>Asks the same of many names or digests, a few at a time.</summary>
internal static class BoundedParallel
{
    private const int AtATime = 4;

    public static async Task<IReadOnlyDictionary<string, T>> AskAsync<T>(
        IEnumerable<string> keys, Func<string, CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        var answers = new ConcurrentDictionary<string, T>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            keys.Distinct(StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken },
            async (key, token) => answers[key] = await ask(key, token).ConfigureAwait(false)).ConfigureAwait(false);
        return answers;
    }
}
