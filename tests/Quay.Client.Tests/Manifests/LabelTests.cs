using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Manifests;

public sealed class LabelTests : IDisposable
{
    private readonly FakeQuay _quay = new();
    private readonly QuayClient _client;
    private readonly FakeRepository _app;
    private readonly FakeManifest _manifest;

    public LabelTests()
    {
        _client = Client(recovers: true);
        _app = _quay.AddRepository("acme/app");
        _manifest = _app.Push("latest").Manifest;
    }

    public static TheoryData<string> InvalidKeys =>
        ["", "A", "a_b", "a..b", "a.-b", ".a", "a.", "-", "a/b", "a b", "ä", "a\n", new string('a', 256)];

    public static TheoryData<string> ValidKeys => ["a", "0", "a.b-c", "com.example.x1", "a-b", new string('a', 255)];

    public static TheoryData<string> InvalidIds =>
    [
        "", "x", "..", "a/b", "f66179d093764ddd8137128241c93cde", "{f66179d0-9376-4ddd-8137-128241c93cde}",
        "f66179d0-9376-4ddd-8137-128241c93cde\n",
    ];

    private string Path => $"/api/v1/repository/acme/app/manifest/{_manifest.Digest}/labels";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _client.Dispose();

    [Theory]
    [MemberData(nameof(ValidKeys))]
    public async Task Label_is_added_listed_read_and_deleted(string key)
    {
        ManifestLabel added = await _client.Manifests.AddLabelAsync("acme/app", _manifest.Digest, key, "{}", cancellationToken: Token);

        Assert.Equal((key, "{}", "api", "application/json"), (added.Key, added.Value, added.SourceType, added.MediaType));
        ManifestLabel listed = Assert.Single(
            await _client.Manifests.GetLabelsAsync("acme/app", _manifest.Digest, cancellationToken: Token));
        Assert.Equivalent(added, listed, strict: true);
        Assert.Equivalent(added, await _client.Manifests.GetLabelAsync("acme/app", _manifest.Digest, added.Id, Token), strict: true);
        await _client.Manifests.DeleteLabelAsync("acme/app", _manifest.Digest, added.Id, Token);
        Assert.Empty(_manifest.Labels);
        _quay.Requests.AssertRequests(
            $"GET {Path}?filter={key}", $"POST {Path}", $"GET {Path}", $"GET {Path}/{added.Id}", $"DELETE {Path}/{added.Id}");
    }

    [Theory]
    [MemberData(nameof(InvalidKeys))]
    [InlineData(null)]
    public async Task Invalid_label_key_is_rejected_before_a_request(string? key)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(
            () => _client.Manifests.AddLabelAsync("acme/app", _manifest.Digest, key!, "1", cancellationToken: Token));
        _quay.Requests.AssertRequests();
    }

    [Theory]
    [MemberData(nameof(InvalidIds))]
    [InlineData(null)]
    public async Task Invalid_label_id_is_rejected_before_a_request(string? id)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _client.Manifests.GetLabelAsync("acme/app", _manifest.Digest, id!, Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _client.Manifests.DeleteLabelAsync("acme/app", _manifest.Digest, id!, Token));
        _quay.Requests.AssertRequests();
    }

    [Fact]
    public async Task Label_key_prefix_with_quotes_is_matched_exactly()
    {
        _app.AddLabel(_manifest.Digest, "it's", "1");
        _app.AddLabel(_manifest.Digest, "its", "2");
        _app.AddLabel(_manifest.Digest, "IT", "3");

        Assert.Equal(["it's"], await KeysAsync("it'"));
        Assert.Equal(["it's", "its"], await KeysAsync("it"));
        Assert.Empty(await KeysAsync("'"));
        Assert.Equal(3, (await KeysAsync("")).Count());
        _quay.Requests.AssertRequests($"GET {Path}?filter=it", $"GET {Path}?filter=it", $"GET {Path}", $"GET {Path}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Label_is_added_once_after_a_lost_response(bool isApplied)
    {
        FakeLabel old = _app.AddLabel(_manifest.Digest, "a", "1");
        LoseResponse("POST", isApplied);

        ManifestLabel added = await _client.Manifests.AddLabelAsync("acme/app", _manifest.Digest, "a", "1", cancellationToken: Token);

        Assert.Equal([old.Id, added.Id], _manifest.Labels.Select(label => label.Id));
        string[] again = isApplied ? [] : [$"POST {Path}"];
        _quay.Requests.AssertRequests([$"GET {Path}?filter=a", $"POST {Path}", $"GET {Path}?filter=a", .. again]);
        _quay.AssertNothingPending();
    }

    [Fact]
    public async Task Label_with_another_key_or_value_is_not_mistaken_for_the_added_label()
    {
        LoseResponse("POST", isApplied: false);
        _quay.Changes.BeforeRequest(3, () =>
        {
            _app.AddLabel(_manifest.Digest, "a", "2");
            _app.AddLabel(_manifest.Digest, "ab", "1");
        });

        ManifestLabel added = await _client.Manifests.AddLabelAsync("acme/app", _manifest.Digest, "a", "1", cancellationToken: Token);

        Assert.Equal(["2", "1", "1"], _manifest.Labels.Select(label => label.Value));
        Assert.Equal("api", added.SourceType);
    }

    [Fact]
    public async Task Label_with_another_media_type_is_not_mistaken_for_the_added_label()
    {
        LoseResponse("POST", isApplied: false);
        _quay.Changes.BeforeRequest(3, () => _app.AddLabel(_manifest.Digest, "a", "1"));

        ManifestLabel added = await _client.Manifests.AddLabelAsync("acme/app", _manifest.Digest, "a", "1", "application/json", Token);

        Assert.Equal(["text/plain", "application/json"], _manifest.Labels.Select(label => label.MediaType));
        Assert.Equal((_manifest.Labels[1].Id, "application/json"), (added.Id, added.MediaType));
    }

    [Fact]
    public async Task Two_equal_new_labels_leave_the_outcome_of_an_addition_unknown()
    {
        LoseResponse("POST", isApplied: true);
        _quay.Changes.BeforeRequest(3, () => _app.AddLabel(_manifest.Digest, "a", "1"));

        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => _client.Manifests.AddLabelAsync("acme/app", _manifest.Digest, "a", "1", cancellationToken: Token));

        Assert.Equal(2, _manifest.Labels.Count);
    }

    [Fact]
    public async Task Lost_response_to_an_added_label_is_thrown_if_recovery_is_off()
    {
        using QuayClient client = Client(recovers: false);
        LoseResponse("POST", isApplied: true);

        await Assert.ThrowsAsync<QuayConnectionException>(
            () => client.Manifests.AddLabelAsync("acme/app", _manifest.Digest, "a", "1", cancellationToken: Token));

        Assert.Single(_manifest.Labels);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Label_is_deleted_once_after_a_lost_response(bool isApplied)
    {
        ManifestLabel label = await _client.Manifests.AddLabelAsync("acme/app", _manifest.Digest, "a", "1", cancellationToken: Token);
        LoseResponse("DELETE", isApplied);

        await _client.Manifests.DeleteLabelAsync("acme/app", _manifest.Digest, label.Id, Token);

        Assert.Empty(_manifest.Labels);
        string[] again = isApplied ? [] : [$"DELETE {Path}/{label.Id}"];
        _quay.Requests.AssertRequests(
            [$"GET {Path}?filter=a", $"POST {Path}", $"DELETE {Path}/{label.Id}", $"GET {Path}/{label.Id}", .. again]);
    }

    [Fact]
    public async Task Label_write_to_a_read_only_repository_is_not_retried()
    {
        _app.State = FakeRepositoryState.ReadOnly;

        var error = await Assert.ThrowsAsync<QuayException>(
            () => _client.Manifests.AddLabelAsync("acme/app", _manifest.Digest, "a", "1", cancellationToken: Token));

        Assert.Equal(503, (int)error.StatusCode!);
        _quay.Requests.AssertRequests($"GET {Path}?filter=a", $"POST {Path}");
    }

    private async Task<IEnumerable<string>> KeysAsync(string prefix) =>
        (await _client.Manifests.GetLabelsAsync("acme/app", _manifest.Digest, prefix, Token)).Select(label => label.Key);

    private void LoseResponse(string method, bool isApplied) =>
        _quay.Faults.When(request => request.Method == method, isApplied ? Fault.LostResponse : Fault.Cut, times: 1);

    private QuayClient Client(bool recovers)
    {
        QuayClientOptions options = _quay.OptionsFor(1);
        (options.RetryDelay, options.RecoverLostWrites) = (TimeSpan.Zero, recovers);
        return new QuayClient(options, new FakeQuayHandler(_quay));
    }
}
