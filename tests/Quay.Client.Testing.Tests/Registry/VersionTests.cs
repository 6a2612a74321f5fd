using System.Text.Json.Nodes;

namespace Quay.Client.Testing.Tests.Registry;

/// <summary>Tests what depends on the version of the server.</summary>
public class VersionTests
{
    private const string Name = "acme/app";

    private readonly FakeQuay _quay = new() { Features = FakeFeatures.All };
    private readonly FakeRepository _repository;

    public VersionTests() => _repository = _quay.AddRepository(Name);

    [Theory]
    [InlineData(6, true)]
    [InlineData(7, false)]
    [InlineData(18, false)]
    public void Entry_has_Docker_v1_image_IDs_only_in_Quay_3_6(int minor, bool has)
    {
        JsonObject entry = EntryOf(minor, _repository.Push("a").Name);
        Assert.Equal((has, has), (entry.ContainsKey("image_id"), entry.ContainsKey("docker_image_id")));
        Assert.Equal((string?)entry["docker_image_id"], (string?)entry["image_id"]);
    }

    [Theory]
    [InlineData(6, 2)]
    [InlineData(8, 2)]
    [InlineData(9, 1)]
    [InlineData(18, 1)]
    public void Parameter_filter_tag_name_is_ignored_before_Quay_3_9(int minor, int entries)
    {
        _repository.Push("a");
        _repository.Push("b");
        UseVersion(minor);
        Assert.Equal(entries, _quay.Page(Name, 1, 10, "&filter_tag_name=eq:a").Entries.Count);
        Assert.Equal(minor < 9 ? 200 : 400, _quay.Send("GET", Name + "/tag/?filter_tag_name=a").Status);
    }

    [Theory]
    [InlineData(8, true, 405)]
    [InlineData(9, true, 200)]
    [InlineData(18, true, 200)]
    [InlineData(18, false, 405)]
    public void Permanent_deletion_requires_Quay_3_9_and_its_feature(int minor, bool on, int status)
    {
        FakeTagEntry entry = _repository.Push("a");
        _quay.Features = _quay.Features with { PermanentTagDeletion = on };
        UseVersion(minor);
        Assert.Equal(status, _quay.Send("POST", Name + "/tag/a/expire", """{"is_alive": true}""").Status);
        Assert.Equal(status == 200, entry.End < entry.Start);
    }

    [Theory]
    [InlineData(16, true, false)]
    [InlineData(17, true, true)]
    [InlineData(17, false, false)]
    public void Entry_has_the_field_immutable_since_Quay_3_17_with_its_feature(int minor, bool on, bool says)
    {
        _quay.Features = _quay.Features with { ImmutableTags = on };
        Assert.Equal(says, EntryOf(minor, _repository.Push("a").Name).ContainsKey("immutable"));
    }

    [Theory]
    [InlineData(16, true, 204)]
    [InlineData(17, true, 409)]
    [InlineData(17, false, 204)]
    public void Immutable_tag_cannot_be_deleted_since_Quay_3_17_with_its_feature(int minor, bool on, int status)
    {
        _quay.Features = _quay.Features with { ImmutableTags = on };
        _repository.Push("a");
        UseVersion(minor);
        Assert.Equal(201, _quay.Send("PUT", Name + "/tag/a", """{"immutable": true}""").Status);
        Assert.Equal(status == 409, _repository.FindTag("a")!.IsImmutable);
        Assert.Equal(status, _quay.Send("DELETE", Name + "/tag/a").Status);
    }

    [Theory]
    [InlineData(16, false)]
    [InlineData(17, true)]
    public void Entry_of_a_manifest_list_has_the_presence_of_its_images_since_Quay_3_17(int minor, bool says)
    {
        string here = _repository.AddManifest().Digest;
        _repository.Push("image");
        _repository.Push("list", _repository.AddManifestList(here, "sha256:ffff").Digest);
        JsonObject entry = EntryOf(minor, "list");
        Assert.Null(entry["size"]);
        Assert.True((bool)entry["is_manifest_list"]!);
        string[] added = ["is_sparse", "child_manifest_count", "present_child_count", "child_manifests_presence"];
        Assert.Equal(says ? added : [], entry.Select(field => field.Key).Intersect(added));
        Assert.Empty(EntryOf(minor, "image").Select(field => field.Key).Intersect(added));
        if (says)
        {
            Assert.Equal(
                (true, 2, 1), ((bool)entry["is_sparse"]!, (int)entry["child_manifest_count"]!, (int)entry["present_child_count"]!));
            Assert.Equal(
                (true, false), ((bool)entry["child_manifests_presence"]![here]!, (bool)entry["child_manifests_presence"]!["sha256:ffff"]!));
        }
    }

    [Theory]
    [InlineData(17, false)]
    [InlineData(18, true)]
    public void Signature_tags_end_with_the_last_tag_of_their_image_since_Quay_3_18(int minor, bool ends)
    {
        string digest = "sha256:" + new string('0', 64);
        UseVersion(minor);
        _repository.Push("a", digest);
        _repository.Push("b", digest);
        string[] signatures =
            [$"sha256-{new string('0', 64)}.sig", $"sha256-{new string('0', 64)}.att", $"sha256-{new string('0', 64)}.sbom"];
        Assert.All(signatures, signature => _repository.Push(signature));
        Assert.Equal(204, _quay.Send("DELETE", Name + "/tag/a").Status);
        Assert.All(signatures, signature => Assert.NotNull(_repository.FindTag(signature)));
        _repository.Push("b");
        Assert.All(signatures, signature => Assert.Equal(ends, _repository.FindTag(signature) is null));
        Assert.NotNull(_repository.FindTag("b"));
    }

    private void UseVersion(int minor) => _quay.ServerVersion = new Version(3, minor);

    private JsonObject EntryOf(int minor, string tag)
    {
        UseVersion(minor);
        return Assert.Single(_quay.Page(Name, 1, 10, "&specificTag=" + tag).Entries);
    }
}
