namespace Quay.Client.History;

/// <summary>Reads the facts that a decision lacks. Every failure ends the plan, unless a tag or a manifest no longer exists.</summary>
internal sealed class FactReader(IQuayClient client, RepositoryName repository)
{
    private string? _noStatistics;

    public async Task ReadAsync(MissingFacts missing, RetentionFacts facts, CancellationToken cancellationToken)
    {
        // A server that does not count pulls is recognized with the first request.
        foreach (string first in missing.Pulls.Order(StringComparer.Ordinal).Take(1))
        {
            facts.Pulls[first] = await LastPullAsync(first, cancellationToken).ConfigureAwait(false);
        }

        await AddAsync(facts.Pulls, missing.Pulls, LastPullAsync, cancellationToken).ConfigureAwait(false);
        await AddAsync(facts.Labels, missing.Labels, LabelsAsync, cancellationToken).ConfigureAwait(false);
        await AddAsync(facts.Children, missing.Children, ChildrenAsync, cancellationToken).ConfigureAwait(false);
    }

    private static async Task AddAsync<T>(
        Dictionary<string, T> facts,
        IEnumerable<string> keys,
        Func<string, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, T> values = await BoundedParallel
            .SelectAsync(keys.Where(key => !facts.ContainsKey(key)), read, cancellationToken)
            .ConfigureAwait(false);
        foreach ((string key, T value) in values)
        {
            facts[key] = value;
        }
    }

    private async Task<LastPull> LastPullAsync(string tag, CancellationToken cancellationToken)
    {
        if (_noStatistics is { } known)
        {
            return new LastPull(null, known);
        }

        try
        {
            TagPullStatistics pulls = await client.Tags.GetPullStatisticsAsync(repository, tag, cancellationToken).ConfigureAwait(false);
            return pulls is { TagPullCount: > 0, LastTagPullDate: null } or { ManifestPullCount: > 0, LastManifestPullDate: null }
                ? new LastPull(null, "Quay returned a number of pulls without a date.")
                : pulls.ManifestPullCount is null
                    ? new LastPull(null, "Quay did not return how often the manifest was pulled.")
                    : new LastPull(EndOfDay(Latest(pulls.LastTagPullDate, pulls.LastManifestPullDate)));
        }
        catch (QuayFeatureException)
        {
            _noStatistics = "the server does not count pulls.";
            return new LastPull(null, _noStatistics);
        }
        catch (QuayNotFoundException)
        {
            return new LastPull(null, "Quay does not find the tag any more.");
        }
    }

    private async Task<IReadOnlyList<ManifestLabel>?> LabelsAsync(string digest, CancellationToken cancellationToken)
    {
        try
        {
            return await client.Manifests
                .GetLabelsAsync(repository, digest, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
        }
        catch (QuayNotFoundException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<string>?> ChildrenAsync(string digest, CancellationToken cancellationToken)
    {
        try
        {
            Manifest list = await client.Manifests.GetAsync(repository, digest, cancellationToken).ConfigureAwait(false);
            return ManifestChildren.Of(list);
        }
        catch (QuayNotFoundException)
        {
            return null;
        }
    }

    private static DateTimeOffset? Latest(DateTimeOffset? one, DateTimeOffset? other) => one > other || other is null ? one : other;

    // Quay reports only the day of a pull.
    private static DateTimeOffset? EndOfDay(DateTimeOffset? day) =>
        day is { } known ? new DateTimeOffset(known.UtcDateTime.Date, TimeSpan.Zero).Plus(TimeSpan.FromDays(1)) : null;
}
