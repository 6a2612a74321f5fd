using System.Globalization;
using Quay.Client.Errors;
using Quay.Client.Names;
using Quay.Client.Paging;
using Quay.Client.Writes;

namespace Quay.Client.Repositories;

/// <param name="api">The endpoints.</param>
/// <param name="writes">Sends what changes repositories.</param>
/// <param name="hasToken">Whether the client is configured with a token.</param>
internal sealed partial class RepositoryOperations(IRepositoryApi api, WriteSender writes, bool hasToken) : IRepositoryOperations
{
    // No token of Quay's is empty.
    private const string FirstPage = "";

    public Task<Repository> GetAsync(
        RepositoryName repository, bool? includeTags = null, bool? includeStats = null, CancellationToken cancellationToken = default) =>
        api.GetRepoAsync(repository.Checked(nameof(repository)), OnTheWire(includeTags), OnTheWire(includeStats), cancellationToken);

    public QuayPageable<RepositoryListItem> List(RepositoryQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.IsStarred && !hasToken)
        {
            throw new ArgumentException(
                "The starred repositories are those of a user, and the client has no token. Set Token or TokenProvider in the options, or list others.", nameof(query));
        }

        return new CursorPageable<RepositoryListItem, string>
        {
            Name = query.Describe(),
            First = FirstPage,
            Fetch = (cursor, token) => FetchAsync(query, cursor, token),
            NewRestartCheck = Restarts.OfRepositories,
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
            NewRestartCheck = Restarts.OfLogs,
            MethodToken = cancellationToken,
        };
    }

    private async Task<PageAnswer<RepositoryListItem, string>> FetchAsync(RepositoryQuery query, string cursor, CancellationToken cancellationToken)
    {
        RepositoryPage page = await api.ListReposAsync(
            query.Namespace,
            OnlyTrue(query.IncludesPublic),
            OnlyTrue(query.IsStarred),
            OnlyTrue(query.WithLastModified),
            OnlyTrue(query.WithPopularity),
            NextPage(cursor),
            cancellationToken).ConfigureAwait(false);
        return new PageAnswer<RepositoryListItem, string>(page.Repositories, !string.IsNullOrEmpty(page.NextPage), page.NextPage ?? FirstPage);
    }

    private async Task<PageAnswer<LogEntry, string>> FetchLogsAsync(string repository, LogQuery days, string cursor, CancellationToken cancellationToken)
    {
        LogPage page = await api.ListRepoLogsAsync(repository, Day(days.From), Day(days.To), NextPage(cursor), cancellationToken).ConfigureAwait(false);
        if (page.SearchUnavailable == true)
        {
            string words = page.Message is { } message ? $": \"{message.TrimEnd('.')}\"" : "";
            throw new QuayException($"The usage log of {repository}: Quay cannot search it at present{words}. Try again later.") { Detail = page.Message };
        }

        return new PageAnswer<LogEntry, string>(page.Logs, !string.IsNullOrEmpty(page.NextPage), page.NextPage ?? FirstPage);
    }

    // Refit would write True and False, which Quay reads by luck and a stricter front may not.
    private static string? OnTheWire(bool? value) => value switch { true => "true", false => "false", null => null };

    private static string? OnlyTrue(bool value) => value ? "true" : null;

    private static string? NextPage(string cursor) => cursor.Length == 0 ? null : cursor;

    // In any other form Quay silently reads the last day.
    private static string? Day(DateOnly? day) => day?.ToString("MM'/'dd'/'yyyy", CultureInfo.InvariantCulture);
}
