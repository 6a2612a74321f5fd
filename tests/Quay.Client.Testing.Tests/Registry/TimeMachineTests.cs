using Microsoft.Extensions.Time.Testing;

namespace Quay.Client.Testing.Tests.Registry;

/// <summary>What the collector and the permanent deletion do to rows and images, to the millisecond.</summary>
public class TimeMachineTests
{
    private const string Name = "acme/app";

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Window = TimeSpan.FromDays(14);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeQuay _quay;
    private readonly FakeRepository _repository;

    public TimeMachineTests()
    {
        _quay = new FakeQuay(_time) { Features = FakeFeatures.All };
        _repository = _quay.AddRepository(Name);
    }

    [Fact]
    public void The_collector_takes_a_row_in_the_millisecond_in_which_the_window_ends()
    {
        FakeTagEntry entry = _repository.Push("a");
        _repository.DeleteTag("a");
        _time.SetUtcNow(entry.End!.Value + Window - Tick);
        _repository.Collect();
        Assert.Single(_repository.Entries);
        _time.Advance(Tick);
        _repository.Collect();
        Assert.Empty(_repository.Entries);
        Assert.Empty(_repository.Manifests);
    }

    [Fact]
    public void The_window_is_that_of_the_namespace()
    {
        _repository.Namespace.TimeMachine = TimeSpan.FromDays(1);
        _repository.Push("a");
        _repository.DeleteTag("a");
        _time.Advance(TimeSpan.FromDays(2));
        _repository.Collect();
        Assert.Empty(_repository.Entries);
    }

    [Fact]
    public void The_collector_keeps_an_immutable_row_unless_those_may_expire()
    {
        _repository.AddEntry("a", "sha256:aa", _time.GetUtcNow().AddDays(-30), _time.GetUtcNow().AddDays(-20)).IsImmutable = true;
        _repository.Collect();
        Assert.Single(_repository.Entries);
        _quay.Features = _quay.Features with { ImmutableTagsCanExpire = true };
        _repository.Collect();
        Assert.Empty(_repository.Entries);
    }

    [Fact]
    public void The_images_of_a_list_go_with_it_unless_they_have_a_row_or_are_in_another_list()
    {
        FakeManifest[] images = [_repository.AddManifest(), _repository.AddManifest(), _repository.AddManifest()];
        FakeManifest list = _repository.AddManifestList([.. images.Select(image => image.Digest)]);
        FakeManifest other = _repository.AddManifestList(images[1].Digest);
        _repository.Push("list", list.Digest);
        _repository.Push("image", images[2].Digest);
        _repository.Push("other", other.Digest);
        _repository.DeleteTag("list");
        _time.Advance(Window);
        _time.Advance(Window);
        _repository.Collect();
        Assert.Equal([images[1], images[2], other], _repository.Manifests);
    }

    [Fact]
    public void The_collector_forgets_the_pulls_of_a_tag_of_which_it_takes_a_row()
    {
        _repository.Push("a");
        _repository.Push("a");
        _repository.Pull("a", times: 7);
        _time.Advance(Window);
        _time.Advance(Window);
        Assert.Contains("7", $"{_repository.PullsOf("a")}", StringComparison.Ordinal);
        _repository.Collect();
        Assert.DoesNotContain("7", $"{_repository.PullsOf("a")}", StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_list_twice_is_one_manifest()
    {
        FakeManifest list = _repository.AddManifestList("sha256:aa");
        Assert.Same(list, _repository.AddManifestList("sha256:aa"));
        FakeManifest image = _repository.AddManifest("sha256:aa");
        _repository.AddLabel(image.Digest, "key", "value");
        Assert.Single(_repository.AddManifest("sha256:aa").Labels);
    }

    [Fact]
    public void Rows_that_are_deleted_from_the_history_one_after_the_other_each_get_an_end_of_their_own()
    {
        FakeManifest[] images = [_repository.AddManifest(), _repository.AddManifest()];
        foreach (int push in Enumerable.Range(0, 7))
        {
            _repository.Push("a", images[push % 2].Digest);
        }

        _repository.DeleteTag("a");
        Assert.All(
            images,
            image => Assert.Equal(200, _quay.Send("POST", Name + "/tag/a/expire", $$"""{"manifest_digest": "{{image.Digest}}"}""").Status));
        Assert.All(
            _repository.Entries,
            entry => Assert.True(entry.End < _time.GetUtcNow() - Window + TimeSpan.FromSeconds(1), entry.ToString()));
        Assert.Equal(7, _repository.Entries.Select(entry => entry.End).Distinct().Count());
    }

    [Fact]
    public void A_live_tag_that_is_permanently_deleted_does_not_end_when_another_row_of_it_ended_a_window_ago()
    {
        FakeTagEntry old = _repository.Push("a");
        _repository.DeleteTag("a");
        _repository.Push("a");
        _time.SetUtcNow(old.End!.Value + Window);
        _repository.DeleteTagPermanently("a");
        Assert.Equal([old.End - Tick, old.End], _repository.Entries.Select(entry => entry.End));
    }

    [Fact]
    public void What_is_out_of_the_window_and_all_without_one_is_no_history_to_delete_from()
    {
        FakeTagEntry entry = _repository.Push("a");
        _repository.DeleteTag("a");
        _time.SetUtcNow(entry.End!.Value + Window);
        Assert.Equal(404, DeleteFromHistory());
        _time.SetUtcNow(entry.End!.Value + Window);
        _repository.Namespace.TimeMachine = TimeSpan.FromDays(28);
        Assert.Equal(200, DeleteFromHistory());
        _repository.Namespace.TimeMachine = TimeSpan.Zero;
        _repository.Push("a", entry.Digest);
        _repository.DeleteTag("a");
        Assert.Equal(404, DeleteFromHistory());

        int DeleteFromHistory() => _quay.Send("POST", Name + "/tag/a/expire", $$"""{"manifest_digest": "{{entry.Digest}}"}""").Status;
    }
}
