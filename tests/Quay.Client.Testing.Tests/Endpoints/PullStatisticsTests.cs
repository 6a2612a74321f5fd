using Microsoft.Extensions.Time.Testing;

namespace Quay.Client.Testing.Tests.Endpoints;

public class PullStatisticsTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeQuay _quay;
    private readonly FakeRepository _repository;
    private readonly ApiClient _api;

    public PullStatisticsTests()
    {
        _quay = new FakeQuay(_clock) { Features = FakeFeatures.All };
        _repository = _quay.AddRepository("acme/app");
        _api = new ApiClient(_quay);
    }

    [Fact]
    public void Pulls_are_counted_for_the_tag_and_for_the_manifest()
    {
        string digest = _repository.Push("v1").Digest;
        _repository.Move("v2", digest);
        _repository.Pull("v1", times: 3);
        _clock.Advance(TimeSpan.FromSeconds(5));
        _repository.Pull("v2");

        Assert.Equal(
            """{"tag_name": "v1", "tag_pull_count": 3, "last_tag_pull_date": "Mon, 23 Nov 2026 12:00:00 -0000", """
                + $"\"current_manifest_digest\": \"{digest}\", "
                + "\"manifest_pull_count\": 4, \"last_manifest_pull_date\": \"Mon, 23 Nov 2026 12:00:05 -0000\"}\n",
            _api.Get("repository/acme/app/tag/v1/pull_statistics").Text);
        Assert.Equal(
            $$"""{"manifest_digest": "{{digest}}", "manifest_pull_count": 4, """
                + "\"last_manifest_pull_date\": \"Mon, 23 Nov 2026 12:00:05 -0000\"}\n",
            _api.Get($"repository/acme/app/manifest/{digest}/pull_statistics").Text);
    }

    [Fact]
    public void Pull_statistics_of_a_moved_tag_have_the_last_pulled_digest()
    {
        string before = _repository.Push("v1").Digest;
        _repository.Pull("v1");
        string after = _repository.Push("v1").Digest;

        Assert.Equal((before, 0), Current());
        _repository.Pull("v1");
        Assert.Equal((after, 1), Current());

        (string, int) Current() => _api.Get("repository/acme/app/tag/v1/pull_statistics").Object is var json
            ? (json["current_manifest_digest"]!.ToString(), (int)json["manifest_pull_count"]!)
            : default;
    }

    [Fact]
    public void Pull_count_of_a_deleted_tag_is_reset()
    {
        string digest = _repository.Push("v1").Digest;
        _repository.Pull("v1");
        _repository.DeleteTag("v1");
        Assert.Equal(404, _api.Get("repository/acme/app/tag/v1/pull_statistics").Status);
        Assert.Equal(404, _api.Get($"repository/acme/app/manifest/{digest}/pull_statistics").Status);

        _repository.Move("v1", digest);

        Assert.Equal(0, (int)_api.Get("repository/acme/app/tag/v1/pull_statistics").Object["tag_pull_count"]!);
    }
}
