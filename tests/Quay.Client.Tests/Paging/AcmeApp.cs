using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Paging;

/// <summary>
/// Represents the repository <c>acme/app</c> in a fake Quay whose clock the test advances. Entries that are pushed without advancing the
/// clock start in the same second, each in a separate millisecond.
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

    /// <summary>Creates a history with one entry per second; <c>tag-0</c> is the oldest.</summary>
    public static AcmeApp WithEntries(int count)
    {
        var app = new AcmeApp();
        app.Push([.. Enumerable.Range(0, count).Select(i => $"tag-{i}")]);
        return app;
    }

    public static bool AreSame(FakeTagEntry row, TagHistoryEntry entry) =>
        (row.Name, row.Digest, (long?)row.Start.ToUnixTimeSeconds()) == (
            entry.Name, entry.ManifestDigest, entry.Start?.ToUnixTimeSeconds());

    /// <summary>Creates a fault that returns the first response for every page, under the number of the requested page.</summary>
    public Fault AlwaysFirstPage() => Fault.Custom(context =>
    {
        string page = Regex.Match(context.Request.Target, @"[?&]page=(\d+)") is { Success: true } match ? match.Groups[1].Value : "1";
        return Quay.Requests is [{ Response: { } first }, ..]
            ? FakeResponse.Json(Regex.Replace(first.Text, @"""page"": \d+", $"\"page\": {page}"))
            : null;
    });

    /// <summary>Pushes tags with the same digest, one per second.</summary>
    public void Push(params string[] tags)
    {
        foreach (string tag in tags)
        {
            PushInOneSecond(tag);
        }
    }

    /// <summary>Pushes tags with the same digest, all in one second.</summary>
    public void PushInOneSecond(params string[] tags)
    {
        foreach (string tag in tags)
        {
            Repository.Push(tag, "sha256:0");
        }

        Clock.Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>Applies one change before each request, starting with the second.</summary>
    public void BetweenRequests<T>(IReadOnlyList<T> changes, Action<T> apply)
    {
        for (int i = 0; i < changes.Count; i++)
        {
            T change = changes[i];
            Quay.Changes.BeforeRequest(i + 2, () => apply(change));
        }
    }

    public async Task<List<TagHistoryEntry>> ReadAsync(int pageSize)
    {
        using QuayClient client = Quay.CreateClient();
        return await client.Tags.GetHistory("acme/app", new TagHistoryQuery { PageSize = pageSize }).ToListAsync();
    }

    public async Task<List<string>> ReadNamesAsync(int pageSize) => [.. (await ReadAsync(pageSize)).Select(entry => entry.Name)];
}
