using System.Text.Json.Nodes;
using Quay.Client.Testing;
using Quay.Client.Tests.Recorded;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Contract;

/// <summary>
/// Verifies every recorded write to a tag that the client can send: its request and the result of its response.
/// </summary>
public class TagWriteContractTests
{
    public static TheoryData<string, string, string?> Recorded => new()
    {
        { "tag-put-move", nameof(ITagOperations.MoveAsync), null },
        { "tag-put-create", nameof(ITagOperations.MoveAsync), null },
        { "tag-put-same-digest", nameof(ITagOperations.MoveAsync), null },
        { "tag-put-digest-of-list-child", nameof(ITagOperations.MoveAsync), null },
        { "tag-put-schema1-new-name", nameof(ITagOperations.MoveAsync), null },
        { "tag-put-digest-of-dead-manifest", nameof(ITagOperations.MoveAsync), nameof(QuayNotFoundException) },
        { "tag-put-unknown-digest", nameof(ITagOperations.MoveAsync), nameof(QuayNotFoundException) },
        { "missing-repo-put-tag", nameof(ITagOperations.MoveAsync), nameof(QuayNotFoundException) },
        { "tag-put-immutable-move-refused", nameof(ITagOperations.MoveAsync), nameof(QuayConflictException) },
        { "auth-expired-put-tag", nameof(ITagOperations.MoveAsync), nameof(QuayAuthenticationException) },
        { "auth-invalid-put-tag", nameof(ITagOperations.MoveAsync), nameof(QuayAuthenticationException) },
        { "auth-none-put-tag", nameof(ITagOperations.MoveAsync), nameof(QuayAuthenticationException) },
        { "scope-readonly-put-tag", nameof(ITagOperations.MoveAsync), nameof(QuayPermissionException) },
        { "perm-reader-put-tag", nameof(ITagOperations.MoveAsync), nameof(QuayPermissionException) },
        { "state-readonly-put-tag", nameof(ITagOperations.MoveAsync), nameof(QuayException) },
        { "tag-put-expiration-future", nameof(ITagOperations.SetExpirationAsync), null },
        { "tag-put-expiration-null", nameof(ITagOperations.ClearExpirationAsync), null },
        { "tag-put-immutable-set", nameof(ITagOperations.SetImmutableAsync), null },
        { "tag-put-immutable-unset-admin", nameof(ITagOperations.SetImmutableAsync), null },
        { "tag-put-immutable-unset-needs-admin", nameof(ITagOperations.SetImmutableAsync), nameof(QuayPermissionException) },
        { "tag-delete-ok", nameof(ITagOperations.DeleteAsync), null },
        { "tag-delete-immutable-refused", nameof(ITagOperations.DeleteAsync), nameof(QuayConflictException) },
        { "tag-delete-missing", nameof(ITagOperations.DeleteAsync), nameof(QuayNotFoundException) },
        { "auth-none-delete-tag", nameof(ITagOperations.DeleteAsync), nameof(QuayAuthenticationException) },
        { "scope-readonly-delete-tag", nameof(ITagOperations.DeleteAsync), nameof(QuayPermissionException) },
        { "state-readonly-delete-tag", nameof(ITagOperations.DeleteAsync), nameof(QuayException) },
        { "variant-registry-readonly-delete-tag", nameof(ITagOperations.DeleteAsync), nameof(QuayException) },
        { "tag-restore-ok", nameof(ITagOperations.RestoreAsync), null },
        { "tag-restore-never-existed", nameof(ITagOperations.RestoreAsync), null },
        { "tag-restore-dead-manifest", nameof(ITagOperations.RestoreAsync), null },
        { "tag-restore-unknown-digest", nameof(ITagOperations.RestoreAsync), nameof(QuayNotFoundException) },
        { "tag-restore-immutable-refused", nameof(ITagOperations.RestoreAsync), nameof(QuayConflictException) },
        { "tag-expire-alive", nameof(ITagOperations.DeletePermanentlyAsync), null },
        { "state-readonly-expire-tag", nameof(ITagOperations.DeletePermanentlyAsync), null },
        { "tag-expire-include-submanifests", nameof(ITagOperations.DeletePermanentlyAsync), null },
        { "tag-expire-missing-tag", nameof(ITagOperations.DeletePermanentlyAsync), nameof(QuayNotFoundException) },
        { "tag-expire-immutable", nameof(ITagOperations.DeletePermanentlyAsync), nameof(QuayNotFoundException) },
        { "tag-expire-dead", nameof(ITagOperations.DeletePastPermanentlyAsync), null },
        { "logs-setup-00-put", nameof(ITagOperations.MoveAsync), null },
        { "logs-setup-03-put", nameof(ITagOperations.SetExpirationAsync), null },
        { "logs-setup-04-put", nameof(ITagOperations.ClearExpirationAsync), null },
        { "logs-setup-06-post", nameof(ITagOperations.RestoreAsync), null },
        { "logs-setup-07-put", nameof(ITagOperations.SetImmutableAsync), null },
        { "logs-setup-08-delete", nameof(ITagOperations.DeleteAsync), nameof(QuayConflictException) },
        { "logs-setup-09-put", nameof(ITagOperations.SetImmutableAsync), null },
        { "logs-setup-10-delete", nameof(ITagOperations.DeleteAsync), null },
        { "logs-setup-11-delete", nameof(ITagOperations.DeleteAsync), nameof(QuayNotFoundException) },
    };

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Recorded_tag_write_is_sent_once_and_its_response_has_the_expected_result(string name, string method, string? failure)
    {
        RecordedExchange exchange = RecordedExchange.Load(name);
        string[] path = exchange.RequestPath["/api/v1/repository/".Length..].Split("/tag/");
        (string repository, string tag) = (path[0], path[1].Split('/')[0]);
        JsonObject body = exchange.RequestBody.Length == 0 ? [] : JsonNode.Parse(exchange.RequestBody)!.AsObject();

        // The recorded response replaces the write: the client reads an unchanged tag before and after it.
        var clock = new TestClock();
        var quay = new FakeQuay(clock) { Features = FakeFeatures.All };
        FakeRepository app = quay.AddRepository(repository);
        app.Push(tag);
        if (method == nameof(ITagOperations.ClearExpirationAsync))
        {
            app.Expire(tag, clock.GetUtcNow().AddDays(3));
        }

        if (body["immutable"]?.GetValue<bool>() == false)
        {
            app.SetImmutable(tag);
        }

        quay.Faults.When(request => request.Method != "GET", Fault.Response(RecordedQuay.ResponseOf(exchange)));
        await using FakeQuayServer server = FakeQuayServer.Start(quay);
        using var client = new QuayClient(new QuayClientOptions
        {
            Endpoint = server.Endpoint,
            Token = quay.Token,
            TimeProvider = clock,
            MaxRetries = 0,
            RetryDelay = TimeSpan.Zero,
        });

        Exception? error = await Record.ExceptionAsync(() => CallAsync(client.Tags, method, repository, tag, body));

        // A success without an effect, as here, leaves the outcome unknown.
        Assert.True(
            error?.GetType().Name == (failure ?? (name == "tag-expire-dead" ? null : nameof(QuayOutcomeUnknownException))), $"{error}");
        if (failure is not null && error is QuayException quayError)
        {
            Assert.Equal(exchange.Status, (int)quayError.StatusCode!);
        }

        FakeRequest sent = Assert.Single(quay.Requests, received => received.Request.Method != "GET").Request;
        Assert.Equal($"{exchange.Method} {exchange.Target}", sent.ToString());
        Assert.True(
            JsonNode.DeepEquals(body, sent.Body.IsEmpty ? new JsonObject() : JsonNode.Parse(sent.Body.Span)), $"{body} was to be sent");
        Assert.Equal(sent.Body.IsEmpty ? null : "application/json", sent.Header("Content-Type")?.Split(';')[0]);
        Assert.Equal("XMLHttpRequest", sent.Header("X-Requested-With"));
    }

    [Fact]
    public async Task Recorded_pull_statistics_of_a_tag_are_read()
    {
        await using RecordedQuay quay = new RecordedQuay().Expect(
            RecordedExchange.Load("pullstats-tag-digest-only").Target, "pullstats-tag-digest-only");
        using QuayClient client = quay.CreateClient();
        TagPullStatistics counts = await client.Tags.GetPullStatisticsAsync("rqorg/scratch", "new1");
        Assert.Equal(("new1", 0, null, 3), (counts.TagName, counts.TagPullCount, counts.LastTagPullDate, counts.ManifestPullCount));
        Assert.Equal(new DateTimeOffset(2026, 11, 19, 0, 0, 0, TimeSpan.Zero), counts.LastManifestPullDate);
    }

    private static Task<TagChange> CallAsync(ITagOperations tags, string method, string repository, string tag, JsonObject body)
    {
        string digest = body["manifest_digest"]?.GetValue<string>() ?? "";
        var options = new TagWriteOptions { IncludeSubmanifests = body["include_submanifests"]?.GetValue<bool>() ?? false };
        return method switch
        {
            nameof(ITagOperations.MoveAsync) => tags.MoveAsync(repository, tag, digest),
            nameof(ITagOperations.SetExpirationAsync) =>
                tags.SetExpirationAsync(
                    repository,
                    tag,
                    DateTimeOffset.FromUnixTimeSeconds(body["expiration"]!.GetValue<long>()),
                    new() { AcceptAdjustedExpiration = true }),
            nameof(ITagOperations.ClearExpirationAsync) => tags.ClearExpirationAsync(repository, tag),
            nameof(ITagOperations.SetImmutableAsync) => tags.SetImmutableAsync(repository, tag, body["immutable"]!.GetValue<bool>()),
            nameof(ITagOperations.DeleteAsync) => tags.DeleteAsync(repository, tag),
            nameof(ITagOperations.RestoreAsync) => tags.RestoreAsync(repository, tag, digest),
            nameof(ITagOperations.DeletePermanentlyAsync) => tags.DeletePermanentlyAsync(repository, tag, options),
            _ => tags.DeletePastPermanentlyAsync(repository, tag, digest, options),
        };
    }
}
