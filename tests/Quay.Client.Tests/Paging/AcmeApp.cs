using Microsoft.Extensions.Time.Testing;
using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Paging;

/// <summary>
/// The tag history of <c>acme/app</c> in a fake Quay whose clock the test moves: rows that are pushed while it stands still begin in one
/// second, each in a millisecond of its own.
/// </summary>
internal sealed class AcmeApp
{
    public AcmeApp()
    {
        Quay = new FakeQuay(Clock);
        Repository = Quay.AddRepository("acme/app");
    }

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.FromUnixTimeSeconds(1_795_000_000));

    public FakeQuay Quay { get; }

    public FakeRepository Repository { get; }

    /// <summary>A history of some rows, one a second: <c>tag-0</c> is the oldest.</summary>
    public static AcmeApp Of(int rows)
    {
        var app = new AcmeApp();
        app.Push([.. Enumerable.Range(0, rows).Select(i => $"tag-{i}")]);
        return app;
    }

    public static bool Is(FakeTagEntry row, TagHistoryEntry entry) =>
        (row.Name, row.Digest, (long?)row.Start.ToUnixTimeSeconds()) == (
            entry.Name, entry.ManifestDigest, entry.Start?.ToUnixTimeSeconds());

    /// <summary>
    /// A list whose pages come again from the first, under the numbers that are asked for. It is to be asked for from page 1.
    /// </summary>
    public Fault StartsAgainAfter(int pages) => Fault.Custom(context =>
    {
        int number = context.Request.Number;
        int before = ((number - 1) % pages) + 1;
        return Quay.Requests[before - 1].Response is { } answer
            ? FakeResponse.Json(answer.Text.Replace($"\"page\": {before},", $"\"page\": {number},", StringComparison.Ordinal))
            : null;
    });

    /// <summary>Points tags at one and the same image, a second apart.</summary>
    public void Push(params string[] tags)
    {
        foreach (string tag in tags)
        {
            PushAtOnce(tag);
        }
    }

    /// <summary>Points tags at one and the same image, all in one second.</summary>
    public void PushAtOnce(params string[] tags)
    {
        foreach (string tag in tags)
        {
            Repository.Push(tag, "sha256:0");
        }

        Clock.Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>Makes each of these changes before one request, the first before the second request.</summary>
    public void BetweenRequests<T>(IReadOnlyList<T> changes, Action<T> make)
    {
        for (int i = 0; i < changes.Count; i++)
        {
            T change = changes[i];
            Quay.Changes.BeforeRequest(i + 2, () => make(change));
        }
    }

    public async Task<List<TagHistoryEntry>> ReadAsync(int pageSize, int startPage = 1)
    {
        using QuayClient client = Quay.CreateClient();
        return await client.Tags.GetHistory("acme/app", new TagHistoryQuery { PageSize = pageSize, StartPage = startPage }).ToListAsync();
    }

    public async Task<List<string>> ReadNamesAsync(int pageSize) => [.. (await ReadAsync(pageSize)).Select(row => row.Name)];
}
