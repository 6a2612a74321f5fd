using System.Globalization;
using System.Text;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.History.Tests;

/// <summary>Verifies times and durations at and beyond the limits of .NET, which no Quay server should send.</summary>
public class ExtremeTimeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset?[] Times =
    [
        null, DateTimeOffset.MinValue, DateTimeOffset.MinValue.AddHours(1), DateTimeOffset.UnixEpoch,
        Now.AddHours(-1), Now, Now.AddHours(1),
        DateTimeOffset.MaxValue.AddDays(-728), DateTimeOffset.MaxValue.AddHours(-1), DateTimeOffset.MaxValue,
    ];

    private static readonly TimeSpan?[] Windows =
        [null, TimeSpan.MinValue, TimeSpan.FromDays(-14), TimeSpan.Zero, TimeSpan.FromDays(14), TimeSpan.MaxValue];

    [Fact]
    public void Snapshots_and_timelines_of_entries_with_extreme_times_do_not_throw()
    {
        foreach (DateTimeOffset readAt in Times.OfType<DateTimeOffset>())
        {
            foreach (TimeSpan? window in Windows)
            {
                foreach ((DateTimeOffset? start, DateTimeOffset? end) in Times.SelectMany(start => Times.Select(end => (start, end))))
                {
                    TagHistoryEntry[] entries =
                    [
                        new() { Name = "a", Start = start, End = end, ManifestDigest = "sha256:ab" },
                        new() { Name = "a", Start = end, End = start, ManifestDigest = "sha256:cd" },
                    ];
                    var snapshot = RepositorySnapshot.Of("acme/app", entries, readAt, readAt, window);
                    var timeline = TagTimeline.Of("acme/app", entries, readAt, window, snapshot);

                    Assert.NotEmpty($"{snapshot}{snapshot.Find("a")}{timeline}{string.Join("", timeline.Events)}{entries[0]}");
                    Assert.NotEmpty(SnapshotDiff.BetweenInstants(snapshot, snapshot).ToString());
                }
            }
        }
    }

    [Fact]
    public void Snapshot_with_a_negative_window_is_complete_only_from_now()
    {
        var snapshot = RepositorySnapshot.Of("acme/app", [], Now, Now, TimeSpan.FromDays(-14));

        Assert.Equal(Now, snapshot.CompleteFrom);
    }

    [Theory]
    [InlineData("-9223372036854775808", "-9223372036854775808", "-9223372036854775808")]
    [InlineData("-922337203685", "-62135596800", "-62135596800")]
    [InlineData("-1", "-1", "0")]
    [InlineData("0", "0", "-1")]
    [InlineData("1209600", "253402300799", "253402300799")]
    [InlineData("1209600", "253402300800", "null")]
    [InlineData("922337203685", "253402300799", "1796000000")]
    [InlineData("9223372036854775807", "9223372036854775807", "null")]
    [InlineData("1e30", "1796000000", "1e30")]
    [InlineData("1209600", "1796000000", "253402300799")]
    [InlineData("922337203685", "1795000000", "1")]
    public async Task Operations_throw_only_QuayExceptions_for_responses_with_extreme_times(string window, string start, string end)
    {
        string date = Now.ToString("r", CultureInfo.InvariantCulture);
        using var handler = new ScriptedHandler(request =>
        {
            string body = request.RequestUri!.AbsolutePath.EndsWith("/tag/", StringComparison.Ordinal)
                ? $$"""
                    {"tags": [{"name": "prod", "manifest_digest": "sha256:ab", "start_ts": {{start}}, "end_ts": {{end}}},
                              {"name": "prod", "manifest_digest": "sha256:cd", "start_ts": {{end}}, "end_ts": {{start}}}],
                     "page": 1, "has_additional": false}
                    """
                : $$"""{"namespace": "acme", "name": "app", "can_write": true, "tag_expiration_s": {{window}}}""";
            var response = new HttpResponseMessage { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            response.Headers.TryAddWithoutValidation("Date", date);
            return response;
        });
        using var client = new QuayClient(
            new QuayClientOptions
            {
                Endpoint = new Uri("https://quay.test/"),
                MaxRetries = 0,
                RetryDelay = TimeSpan.Zero,
                TimeProvider = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now),
            },
            handler);
        RepositoryName app = "acme/app";
        Func<Task>[] calls =
        [
            async () => Assert.NotEmpty((await client.Repositories.GetAsync(app)).ToString()),
            async () => Assert.NotEmpty(string.Join("", await client.Tags.GetHistory(app).ToListAsync())),
            async () => Assert.NotEmpty((await client.Tags.GetAsync(app, "prod")).ToString()),
            async () => Assert.NotEmpty((await client.Tags.SetExpirationAsync(app, "prod", Now.AddDays(1))).ToString()),
            async () => Assert.NotEmpty(
                (await client.Tags.SetExpirationAsync(app, "prod", DateTimeOffset.MaxValue, new() { AcceptAdjustedExpiration = true }))
                .ToString()),
            async () => Assert.NotEmpty(
                (await client.Tags.MoveAsync(app, "prod", "sha256:cd", new() { Expiration = DateTimeOffset.MaxValue })).ToString()),
            async () => Assert.NotEmpty((await client.Tags.DeletePermanentlyAsync(app, "prod")).ToString()),
            async () => Assert.NotEmpty((await client.History.RestoreTagAsync(app, "prod", DateTimeOffset.MinValue)).ToString()),
            async () => Assert.NotEmpty((await client.History.GetTimelineAsync(app)).ToString()),
            async () => Assert.NotEmpty((await client.History.GetTagAtAsync(app, "prod", DateTimeOffset.MinValue)).ToString()),
            async () => Assert.NotEmpty((await client.History.GetSnapshotAsync(app)).ToString()),
            async () => Assert.NotEmpty((await client.History.CompareAsync(app, DateTimeOffset.MinValue, Now)).ToString()),
            async () => Assert.NotEmpty(
                (await client.History.PlanRollbackAsync(app, Now.AddDays(-1), new RollbackOptions { DeleteNewer = true })).Describe()),
        ];

        foreach (Func<Task> call in calls)
        {
            Exception? thrown = await Record.ExceptionAsync(call);
            Assert.True(thrown is null or QuayException, thrown?.ToString());
        }
    }

    [Theory]
    [InlineData("Mon, 01 Jan 0001 00:00:00 +1400")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 -1400")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 -0000")]
    [InlineData("1 Jan 0001 00:00:00 +0001")]
    public void Extreme_date_is_parsed_or_rejected(string date)
    {
        string json = $$"""{"name": "a", "last_modified": "{{date}}"}""";

        Exception? thrown = Record.Exception(() => System.Text.Json.JsonSerializer.Deserialize<TagHistoryEntry>(json));

        Assert.True(thrown is null or System.Text.Json.JsonException, thrown?.ToString());
    }
}
