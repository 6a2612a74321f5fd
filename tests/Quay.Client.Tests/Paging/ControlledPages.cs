namespace Quay.Client.Tests.Paging;

/// <summary>Represents a list of a given length whose page requests stay open until the test responds to them.</summary>
internal sealed class ControlledPages(int count)
{
    private readonly List<Request> _requests = [];

    /// <summary>Gets the response that the reader waits for.</summary>
    public static Task Pending { get; } = new TaskCompletionSource().Task;

    /// <summary>Gets the ranges that were requested, in the order of the requests.</summary>
    public IEnumerable<PageRange> Ranges => _requests.Select(request => request.Range);

    /// <summary>Gets the ranges of the requests without a response.</summary>
    public IReadOnlyList<PageRange> Running =>
        [.. _requests.Where(request => !request.Response.Task.IsCompleted).Select(request => request.Range)];

    /// <summary>Gets the cancellation tokens of the requests.</summary>
    public IEnumerable<CancellationToken> Tokens => _requests.Select(request => request.Token);

    public Task<TagHistoryPage> FetchAsync(PageRange range, CancellationToken token)
    {
        var request = new Request(range, token);
        _requests.Add(request);
        return request.Response.Task;
    }

    /// <summary>Returns the page that the list has at a range.</summary>
    public TagHistoryPage At(PageRange range)
    {
        int received = Math.Clamp(count - range.Offset, 0, range.Limit);
        TagHistoryEntry[] entries = [.. Enumerable.Repeat(new TagHistoryEntry { Name = "a" }, received)];
        return new TagHistoryPage { Tags = [.. entries], Page = range.Number, HasAdditional = range.End < count }.WithoutFirst(range.Skip);
    }

    /// <summary>Responds to a running request.</summary>
    public void Respond(PageRange range) => Find(range).SetResult(At(range));

    public void RespondToAll()
    {
        foreach (PageRange range in Running)
        {
            Respond(range);
        }
    }

    public void Fail(PageRange range, Exception fault) => Find(range).SetException(fault);

    private TaskCompletionSource<TagHistoryPage> Find(PageRange range) =>
        _requests.Single(request => request.Range == range && !request.Response.Task.IsCompleted).Response;

    private sealed record Request(PageRange Range, CancellationToken Token)
    {
        public TaskCompletionSource<TagHistoryPage> Response { get; } = new();
    }
}
