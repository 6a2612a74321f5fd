using Microsoft.Extensions.Time.Testing;

namespace Quay.Client.Testing.Tests.Registry;

/// <summary>Tests how the collector and permanent deletions affect entries and images, to the millisecond.</summary>
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
    public void Collector_removes_an_entry_in_the_millisecond_in_which_its_window_ends()
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
    public void Collector_uses_the_window_of_the_namespace()
    {
        _repository.Namespace.TimeMachine = TimeSpan.FromDays(1);
        _repository.Push("a");
        _repository.DeleteTag("a");
        _time.Advance(TimeSpan.FromDays(2));
        _repository.Collect();
        Assert.Empty(_repository.Entries);
    }

    [Fact]
    public void Collector_keeps_an_immutable_entry_unless_immutable_tags_can_expire()
    {
        _repository.AddEntry("a", "sha256:aa", _time.GetUtcNow().AddDays(-30), _time.GetUtcNow().AddDays(-20)).IsImmutable = true;
        _repository.Collect();
        Assert.Single(_repository.Entries);
        _quay.Features = _quay.Features with { ImmutableTagsCanExpire = true };
        _repository.Collect();
        Assert.Empty(_repository.Entries);
    }

    [Fact]
    public void Collector_removes_a_lists_images_unless_an_entry_or_another_list_uses_them()
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
    public void Collector_resets_the_pull_count_of_a_tag_when_it_removes_an_entry_of_it()
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
    public void Adding_an_equal_manifest_list_returns_the_existing_one()
    {
        FakeManifest list = _repository.AddManifestList("sha256:aa");
        Assert.Same(list, _repository.AddManifestList("sha256:aa"));
        FakeManifest image = _repository.AddManifest("sha256:aa");
        _repository.AddLabel(image.Digest, "key", "value");
        Assert.Single(_repository.AddManifest("sha256:aa").Labels);
    }

    [Fact]
    public void Permanently_deleted_entries_of_a_tag_get_different_ends()
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
    public void Permanent_deletion_chooses_an_end_that_no_other_entry_of_the_tag_has()
    {
        FakeTagEntry old = _repository.Push("a");
        _repository.DeleteTag("a");
        _repository.Push("a");
        _time.SetUtcNow(old.End!.Value + Window);
        _repository.DeleteTagPermanently("a");
        Assert.Equal([old.End - Tick, old.End], _repository.Entries.Select(entry => entry.End));
    }

    [Fact]
    public void Entry_outside_the_window_cannot_be_deleted_permanently()
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
