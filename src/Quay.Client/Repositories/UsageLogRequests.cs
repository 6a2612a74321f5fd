namespace Quay.Client;

/// <summary>Creates the requests for the entries of a repository's usage log, and for their counts.</summary>
internal sealed class UsageLogRequests(IRepositoryApi api, string repository, CancellationToken methodToken)
{
    public string Name { get; } = $"The usage log of {repository}";

    public CancellationToken MethodToken { get; } = methodToken;

    // Returns the entries of the days, newest first, as far as Quay's pages contain them.
    public QuayPageable<LogEntry> Entries(DateOnly? from, DateOnly? to) => new TokenPageable<LogEntry>
    {
        Name = Name,
        Fetch = (page, token) => FetchEntriesAsync(from, to, page, token),
        NewRestartCheck = RestartDetector.OfLogs,
        MethodToken = MethodToken,
    };

    // Returns the number of entries of each kind and day. Quay rejects more than 31 days, and counts by the day of the month only.
    public QuayPageable<LogCount> Counts(DateOnly? from, DateOnly? to) => new TokenPageable<LogCount>
    {
        Name = Name,
        Fetch = (_, token) => FetchCountsAsync(from, to, token),
        MethodToken = MethodToken,
    };

    private async Task<TokenPage<LogEntry>> FetchEntriesAsync(
        DateOnly? from, DateOnly? to, string? pageToken, CancellationToken cancellationToken)
    {
        LogPage page = await api
            .ListRepoLogsAsync(repository, OnTheWire(from), OnTheWire(to), pageToken, cancellationToken)
            .ConfigureAwait(false);
        if (page.SearchUnavailable == true)
        {
            string words = page.Message is { } message ? $": \"{SafeText.OneLine(message).TrimEnd('.')}\"" : "";
            throw new QuayException($"{Name}: Quay cannot search it now{words}. Retry later.") { Detail = page.Message };
        }

        return TokenPage.Of(page.Logs, page.NextPage);
    }

    private async Task<TokenPage<LogCount>> FetchCountsAsync(
        DateOnly? from, DateOnly? to, CancellationToken cancellationToken)
    {
        LogCountList list = await api
            .GetAggregateRepoLogsAsync(repository, OnTheWire(from), OnTheWire(to), cancellationToken)
            .ConfigureAwait(false);
        return TokenPage.Of(list.Counts, nextToken: null);
    }

    // For a day in any other form, Quay silently returns the last 24 hours.
    private static string? OnTheWire(DateOnly? day) => day?.ToString("MM'/'dd'/'yyyy", CultureInfo.InvariantCulture);
}
