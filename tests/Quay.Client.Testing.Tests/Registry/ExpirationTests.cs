using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Quay.Client.Testing.Tests.Registry;

/// <summary>Tests expirations that are requested over the API or with the label <c>quay.expires-after</c>.</summary>
public class ExpirationTests
{
    private const string Name = "acme/app";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeQuay _quay;
    private readonly FakeRepository _repository;

    public ExpirationTests()
    {
        _quay = new FakeQuay(_time) { Features = FakeFeatures.All };
        _repository = _quay.AddRepository(Name);
    }

    [Theory]
    [InlineData(1, 3_600)]
    [InlineData(3_600, 3_600)]
    [InlineData(3_601, 3_601)]
    [InlineData(62_899_200, 62_899_200)]
    [InlineData(62_899_201, 62_899_200)]
    [InlineData(999_999_999, 62_899_200)]
    public void Requested_expiration_is_limited_to_a_range_after_the_entrys_start(long requested, long got)
    {
        FakeTagEntry entry = _repository.Push("a");
        Assert.Equal(201, RequestExpiration(entry.Start.ToUnixTimeSeconds() + requested));
        Assert.Equal(TimeSpan.FromSeconds(got), entry.End - entry.Start);
    }

    [Fact]
    public void Any_expiration_ends_a_tag_that_is_older_than_the_maximum()
    {
        FakeTagEntry entry = _repository.Push("a");
        _time.Advance(TimeSpan.FromDays(7 * 105));
        Assert.Equal(201, RequestExpiration(_time.GetUtcNow().AddDays(30).ToUnixTimeSeconds()));
        Assert.Equal(entry.Start.AddDays(7 * 104), entry.End);
        Assert.Empty(_repository.Tags);
    }

    [Fact]
    public void Maximum_expiration_takes_precedence_over_a_greater_minimum()
    {
        _quay.Features = _quay.Features with { MinimumExpiration = TimeSpan.FromHours(3), MaximumExpiration = TimeSpan.FromHours(2) };
        FakeTagEntry entry = _repository.Push("a");
        Assert.Equal(201, RequestExpiration(entry.Start.ToUnixTimeSeconds() + 9_000));
        Assert.Equal(TimeSpan.FromHours(2), entry.End - entry.Start);
    }

    [Theory]
    [InlineData("253402300799", 201)]
    [InlineData("253402300800", 400)]
    [InlineData("1795436930000", 400)]
    [InlineData("6.7e16", 400)]
    [InlineData("6.8e16", 500)]
    [InlineData("1e19", 500)]
    [InlineData("1e400", 500)]
    [InlineData("-6.2e10", 400)]
    [InlineData("-6.3e10", 400)]
    [InlineData("-6.8e16", 500)]
    [InlineData("0", 400)]
    public void Expiration_after_the_year_9999_gets_400_and_a_far_later_one_gets_500(string requested, int status)
    {
        _repository.Push("a");
        Assert.Equal(status, _quay.Send("PUT", Name + "/tag/a", $$"""{"expiration": {{requested}}}""").Status);
    }

    [Fact]
    public void Expiration_that_is_not_in_the_future_is_rejected()
    {
        _time.Advance(TimeSpan.FromMinutes(1));
        _repository.Push("a");
        long now = _time.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal(400, RequestExpiration(now));
        Assert.Equal(201, RequestExpiration(now + 1));
    }

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("2m", 120)]
    [InlineData("1h", 3_600)]
    [InlineData("3d", 259_200)]
    [InlineData("2w", 1_209_600)]
    [InlineData("1y", 31_536_000)]
    [InlineData("+5s", 5)]
    [InlineData("0d", null)]
    [InlineData("5", null)]
    [InlineData("5 days", null)]
    [InlineData("1.5h", null)]
    [InlineData("99999999999999999999999999999999y", null)]
    [InlineData("-1d", -86_400)]
    public void Label_expires_after_sets_an_expiration_without_limits(string label, int? seconds)
    {
        _repository.AddManifest("sha256:aa");
        _repository.AddLabel("sha256:aa", "quay.expires-after", label);
        FakeTagEntry entry = _repository.Push("a", "sha256:aa");
        Assert.Equal(seconds is null ? null : TimeSpan.FromSeconds(seconds.Value), entry.End - entry.Start);
    }

    [Fact]
    public void Label_with_an_expiration_after_the_year_9999_makes_tag_lists_fail_with_500()
    {
        _repository.AddManifest("sha256:aa");
        _repository.AddLabel("sha256:aa", "quay.expires-after", "8000y");
        Assert.Equal(DateTimeOffset.MaxValue.Year, _repository.Push("far", "sha256:aa").End?.Year);
        _repository.Push("near");
        Assert.Equal(500, _quay.Send("GET", Name + "/tag/").Status);
        Assert.Equal(500, _quay.Send("GET", Name).Status);
        Assert.Equal(200, _quay.Send("GET", Name + "/tag/?specificTag=near").Status);
    }

    [Fact]
    public void Moved_tag_gets_the_expiration_of_the_images_label_and_not_the_previous_one()
    {
        _repository.AddManifest("sha256:aa");
        _repository.AddLabel("sha256:aa", "quay.expires-after", "1d");
        FakeTagEntry plain = _repository.Push("a");
        Assert.Equal(201, RequestExpiration(plain.Start.AddDays(9).ToUnixTimeSeconds()));
        FakeTagEntry labelled = _repository.Push("a", "sha256:aa");
        Assert.Equal(TimeSpan.FromDays(1), labelled.End - labelled.Start);
        Assert.Null(_repository.Move("a", plain.Digest).End);
    }

    [Theory]
    [InlineData("1d", "1d", true)]
    [InlineData("1d", "2d", false)]
    [InlineData("1d", null, false)]
    public void Manifest_list_without_an_expiry_label_inherits_the_label_of_all_its_images(string first, string? second, bool expires)
    {
        _repository.AddManifest("sha256:aa");
        _repository.AddManifest("sha256:bb");
        _repository.AddLabel("sha256:aa", "quay.expires-after", first);
        if (second is not null)
        {
            _repository.AddLabel("sha256:bb", "quay.expires-after", second);
        }

        Assert.Equal(expires, _repository.Push("list", _repository.AddManifestList("sha256:aa", "sha256:bb").Digest).End is not null);
    }

    [Fact]
    public void Expiration_sent_with_a_digest_applies_to_the_entry_that_the_move_ends()
    {
        FakeTagEntry old = _repository.Push("a");
        string digest = _repository.Push("b").Digest;
        long end = old.Start.AddDays(1).ToUnixTimeSeconds();
        Assert.Equal(201, _quay.Send("PUT", Name + "/tag/a", $$"""{"manifest_digest": "{{digest}}", "expiration": {{end}}}""").Status);
        Assert.Null(_repository.FindTag("a")!.End);
        Assert.Equal(404, _quay.Send("PUT", Name + "/tag/new", $$"""{"manifest_digest": "{{digest}}", "expiration": {{end}}}""").Status);
        Assert.Null(_repository.FindTag("new"));
    }

    private int RequestExpiration(long unixSeconds) =>
        _quay.Send("PUT", Name + "/tag/a", new JsonObject { ["expiration"] = unixSeconds }.ToJsonString()).Status;
}
