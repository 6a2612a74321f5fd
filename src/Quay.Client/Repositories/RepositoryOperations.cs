namespace Quay.Client;

internal sealed partial class RepositoryOperations(
    IRepositoryApi api, LostWriteRecovery writes, bool hasToken, TokenVerifier tokens, ServerClock clock)
    : IRepositoryOperations
{
    public async Task<Repository> GetAsync(
        RepositoryName repository, bool? includeTags = null, bool? includeStats = null, CancellationToken cancellationToken = default)
    {
        string path = repository.ThrowIfDefault().ToString();
        var token = new CallToken();
        Repository found = await api
            .GetRepoAsync(path, OnTheWire(includeTags), OnTheWire(includeStats), token, cancellationToken)
            .ConfigureAwait(false);

        // If a public repository shows neither permissions nor a star, the response is the same for every caller.
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
                "Starred repositories belong to a user, but the client has no token. "
                + "Set Token or TokenProvider in the options, or list other repositories.",
                nameof(query));
        }

        query.StartAfter?.Check(query.Address(), nameof(query));
        return new TokenPageable<RepositoryListItem>
        {
            Name = query.Describe(),
            Fetch = (page, token) => FetchAsync(query, page, token),
            NewRestartCheck = RestartDetector.OfRepositories,
            Address = query.Address(),
            NameOf = static item => $"{item.Namespace}/{item.Name}",
            StartAfter = query.StartAfter,
            MethodToken = cancellationToken,
        };
    }

    public QuayPageable<LogEntry> GetLogs(RepositoryName repository, LogQuery? query = null, CancellationToken cancellationToken = default)
    {
        string path = repository.ThrowIfDefault().ToString();
        LogQuery days = (query ?? new LogQuery()).WithValidDays(nameof(query));
        return new UsageLogPageable(new UsageLogRequests(api, path, cancellationToken), days, clock);
    }

    private async Task<TokenPage<RepositoryListItem>> FetchAsync(
        RepositoryQuery query, string? pageToken, CancellationToken cancellationToken)
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
                pageToken,
                token,
                cancellationToken).ConfigureAwait(false);
        }
        catch (QuayException refusal) when (
            query.IsStarred && token.Value is not null && TokenVerifier.IsRefusalOfAnonymous(refusal))
        {
            throw tokens.Rejected(query.Describe(), token.Value, refusal);
        }

        // An anonymous caller receives an error instead of starred repositories, so even an empty list proves that Quay accepted the token.
        bool isMarked = query.IsStarred || page.Repositories.Any(item => item.IsStarred is not null);
        bool? showsUser = isMarked ? true : page.Repositories.Count > 0 ? false : null;
        await VerifyAsync(query.Describe(), token, showsUser, cancellationToken).ConfigureAwait(false);
        return TokenPage.Of(page.Repositories, page.NextPage);
    }

    private Task<Repository> ReadAsync(string path, CancellationToken cancellationToken) =>
        api.GetRepoAsync(path, "false", null, cancellationToken);

    private async Task<Repository?> FindAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (QuayNotFoundException)
        {
            return null;
        }
    }

    // Returns null if the token cannot read this.
    private async Task<bool?> ExistsAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(path, cancellationToken).ConfigureAwait(false) is not null;
        }
        catch (QuayException fault) when (fault.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return null;
        }
    }

    // Returns false if the read fails, because this failure must not hide the failure of the preceding write.
    private async Task<bool> IsKnownToBeMissingAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await writes.VerifyAsync(token => FindAsync(path, token), cancellationToken).ConfigureAwait(false) is null;
        }
        catch (QuayException)
        {
            return false;
        }
    }

    // Without the feature, Quay treats the request as a change of the description of a repository named "…/changestate".
    private async Task<bool> IsStateUnsupportedAsync(string path, QuayException fault, CancellationToken cancellationToken)
    {
        if (fault.StatusCode == HttpStatusCode.BadRequest)
        {
            return fault.Detail?.StartsWith(QuaySentences.DescriptionRequired, StringComparison.Ordinal) == true;
        }

        if (fault.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed))
        {
            return false;
        }

        try
        {
            return (await writes.VerifyAsync(token => ReadAsync(path, token), cancellationToken).ConfigureAwait(false)).CanAdmin;
        }
        catch (QuayException)
        {
            // The original exception is more informative than this one.
            return false;
        }
    }

    private Task VerifyAsync(string what, CallToken token, bool? showsUser, CancellationToken cancellationToken) =>
        tokens.VerifyAsync(what, token, showsUser, cancellationToken);

    // Refit would write True and False. Quay accepts these by accident, but a stricter proxy might not.
    private static string? OnTheWire(bool? value) => value switch { true => "true", false => "false", null => null };

    private static string? OnlyTrue(bool value) => value ? "true" : null;
}
