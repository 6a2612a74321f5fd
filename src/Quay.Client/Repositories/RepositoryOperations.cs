namespace Quay.Client;

/// <param name="api">The endpoints.</param>
/// <param name="writes">Sends what changes repositories.</param>
/// <param name="hasToken">Whether the client is configured with a token.</param>
/// <param name="tokens">Verifies the token for results that depend on the caller.</param>
internal sealed partial class RepositoryOperations(IRepositoryApi api, WriteSender writes, bool hasToken, TokenVerifier tokens) : IRepositoryOperations
{
    // No token of Quay's is empty.
    private const string FirstPage = "";

    public async Task<Repository> GetAsync(
        RepositoryName repository, bool? includeTags = null, bool? includeStats = null, CancellationToken cancellationToken = default)
    {
        string path = repository.Checked(nameof(repository));
        var token = new CallToken();
        Repository found = await api.GetRepoAsync(path, OnTheWire(includeTags), OnTheWire(includeStats), token, cancellationToken).ConfigureAwait(false);

        // For a public repository without rights or star, Quay returns the same to everybody.
        bool showsUser = !found.IsPublic || found.CanWrite || found.CanAdmin || found.IsStarred == true;
        await VerifyAsync($"The repository {path}", token, showsUser ? true : null, cancellationToken).ConfigureAwait(false);
        return found;
    }

    public QuayPageable<RepositoryListItem> List(RepositoryQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.IsStarred && !hasToken)
        {
            throw new ArgumentException(
                "Only a user has starred repositories, but the client has no token. Set Token or TokenProvider in the options, or list other repositories.", nameof(query));
        }

        return new CursorPageable<RepositoryListItem, string>
        {
            Name = query.Describe(),
            First = FirstPage,
            Fetch = (cursor, token) => FetchAsync(query, cursor, token),
            NewRestartCheck = RestartDetector.OfRepositories,
            MethodToken = cancellationToken,
        };
    }

    public QuayPageable<LogEntry> GetLogs(RepositoryName repository, LogQuery? query = null, CancellationToken cancellationToken = default)
    {
        string path = repository.Checked(nameof(repository));
        LogQuery days = (query ?? new LogQuery()).Checked(nameof(query));
        return new CursorPageable<LogEntry, string>
        {
            Name = $"The usage log of {path}",
            First = FirstPage,
            Fetch = (cursor, token) => FetchLogsAsync(path, days, cursor, token),
            NewRestartCheck = RestartDetector.OfLogs,
            MethodToken = cancellationToken,
        };
    }

    private async Task<PageResponse<RepositoryListItem, string>> FetchAsync(RepositoryQuery query, string cursor, CancellationToken cancellationToken)
    {
        var token = new CallToken();
        RepositoryPage page;
        try
        {
            page = await api.ListReposAsync(
                query.Namespace,
                OnlyTrue(query.IncludesPublic),
                OnlyTrue(query.IsStarred),
                OnlyTrue(query.WithLastModified),
                OnlyTrue(query.WithPopularity),
                NextPage(cursor),
                token,
                cancellationToken).ConfigureAwait(false);
        }
        catch (QuayException refusal) when (query.IsStarred && token.Value is not null && TokenVerifier.IsRefusalOfAnonymous(refusal))
        {
            throw TokenVerifier.Dead(query.Describe(), refusal);
        }

        // An anonymous caller gets an error instead of a list of stars, so even an empty list proves that Quay accepted the token.
        bool? showsUser = query.IsStarred || page.Repositories.Any(row => row.IsStarred is not null) ? true : page.Repositories.Count > 0 ? false : null;
        await VerifyAsync(query.Describe(), token, showsUser, cancellationToken).ConfigureAwait(false);
        return new PageResponse<RepositoryListItem, string>(page.Repositories, !string.IsNullOrEmpty(page.NextPage), page.NextPage ?? FirstPage);
    }

    private async Task<PageResponse<LogEntry, string>> FetchLogsAsync(string repository, LogQuery days, string cursor, CancellationToken cancellationToken)
    {
        LogPage page = await api.ListRepoLogsAsync(repository, Day(days.From), Day(days.To), NextPage(cursor), cancellationToken).ConfigureAwait(false);
        if (page.SearchUnavailable == true)
        {
            string words = page.Message is { } message ? $": \"{SafeText.OneLine(message).TrimEnd('.')}\"" : "";
            throw new QuayException($"The usage log of {repository}: Quay cannot search it at present{words}. Try again later.") { Detail = page.Message };
        }

        return new PageResponse<LogEntry, string>(page.Logs, !string.IsNullOrEmpty(page.NextPage), page.NextPage ?? FirstPage);
    }

    private Task VerifyAsync(string what, CallToken token, bool? showsUser, CancellationToken cancellationToken) =>
        tokens.VerifyAsync(what, token, showsUser, cancellationToken);

    // Refit would write True and False, which Quay reads by luck and a stricter front may not.
    private static string? OnTheWire(bool? value) => value switch { true => "true", false => "false", null => null };

    private static string? OnlyTrue(bool value) => value ? "true" : null;

    private static string? NextPage(string cursor) => cursor.Length == 0 ? null : cursor;

    // In any other form Quay silently reads the last day.
    private static string? Day(DateOnly? day) => day?.ToString("MM'/'dd'/'yyyy", CultureInfo.InvariantCulture);
}
