namespace Quay.Client;

internal sealed partial class RepositoryOperations(
    IRepositoryApi api, LostWriteRecovery writes, bool hasToken, TokenVerifier tokens, FeatureCheck features, ServerClock clock)
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
        if (showsUser)
        {
            tokens.ReportAccepted(token);
        }
        else
        {
            await tokens.VerifyAsync($"The repository {path}", token, isDoubtful: false, cancellationToken).ConfigureAwait(false);
        }

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
        bool showsUser = query.IsStarred || page.Repositories.Any(item => item.IsStarred is not null);
        if (showsUser)
        {
            tokens.ReportAccepted(token);
        }
        else
        {
            // Quay marks each item for a user. So this page is empty, or Quay does not accept the token, even if it did before.
            await tokens.VerifyAsync(query.Describe(), token, isDoubtful: true, cancellationToken).ConfigureAwait(false);
        }

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

    private async Task<bool> CanAdminAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return (await writes.VerifyAsync(token => ReadAsync(path, token), cancellationToken).ConfigureAwait(false)).CanAdmin;
        }
        catch (QuayException)
        {
            // The failure of the write is more informative than this one.
            return false;
        }
    }

    // Refit would write True and False. Quay accepts these by accident, but a stricter proxy might not.
    private static string? OnTheWire(bool? value) => value switch { true => "true", false => "false", null => null };

    private static string? OnlyTrue(bool value) => value ? "true" : null;
}
