namespace Quay.Client.Testing.Tests.Registry;

/// <summary>Tests that a test cannot create what Quay would not have.</summary>
public class SeedingTests
{
    private readonly FakeQuay _quay = new() { Features = FakeFeatures.All };
    private readonly FakeRepository _repository;

    public SeedingTests() => _repository = _quay.AddRepository("acme/app");

    [Fact]
    public void Deleted_repository_can_be_added_again()
    {
        _repository.Push("v1");
        _quay.DeleteRepository("acme/app");
        Assert.Equal(404, _quay.Send("GET", "acme/app").Status);
        Assert.Throws<InvalidOperationException>(() => _quay.DeleteRepository("acme/app"));
        Assert.Empty(_quay.AddRepository("acme/app").Tags);
    }

    [Theory]
    [InlineData("acme")]
    [InlineData("acme/")]
    [InlineData("acme/App")]
    [InlineData("acme/a//b")]
    [InlineData("acme/-a")]
    public void Repository_with_an_invalid_name_cannot_be_added(string name) =>
        Assert.Throws<ArgumentException>(() => _quay.AddRepository(name));

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("a b")]
    [InlineData("a/b")]
    public void Tag_with_an_invalid_name_can_be_restored_but_not_pushed_or_moved(string tag)
    {
        string digest = _repository.AddManifest().Digest;
        Assert.Throws<ArgumentException>(() => _repository.Push(tag));
        Assert.Throws<ArgumentException>(() => _repository.Move(tag, digest));
        Assert.Empty(_repository.Entries);
        if (tag is not "")
        {
            Assert.Equal(tag, _repository.Restore(tag, digest).Name);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("sha256:xyz")]
    [InlineData("sha256:ab\n")]
    public void Invalid_digest_is_rejected_by_every_method_that_adds_images(string digest)
    {
        Assert.Throws<ArgumentException>(() => _repository.Push("a", digest));
        Assert.Throws<ArgumentException>(() => _repository.AddManifest(digest));
        Assert.Throws<ArgumentException>(() => _repository.AddManifestList("sha256:ab", digest));
        Assert.Throws<ArgumentException>(() => _repository.AddEntry("a", digest, DateTimeOffset.UnixEpoch));
        Assert.Empty(_repository.Manifests);
    }

    [Theory]
    [InlineData("3.5")]
    [InlineData("2.9")]
    [InlineData("4.0")]
    [InlineData("3.19")]
    [InlineData("3.99")]
    public void Unsupported_server_version_is_rejected(string version)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _quay.ServerVersion = Version.Parse(version));
        Assert.Equal(new Version(3, 18), _quay.ServerVersion);
        _quay.ServerVersion = new Version(3, 6, 1);
    }

    [Fact]
    public void Role_or_ownership_for_an_unknown_user_is_rejected()
    {
        Assert.Throws<InvalidOperationException>(() => _repository.Grant("ann", FakeRole.Read));
        Assert.Throws<InvalidOperationException>(() => _repository.Grant("acme", FakeRole.Read));
        Assert.Throws<InvalidOperationException>(() => _repository.Namespace.AddOwner("ann"));
        Assert.Throws<InvalidOperationException>(() => _quay.AddOrganization("other", "ann"));
        Assert.Null(_quay.FindNamespace("other"));
        Assert.Throws<InvalidOperationException>(() => _repository.Namespace.Star(_repository));
    }

    [Fact]
    public void Immutable_tag_cannot_have_an_expiration_unless_the_feature_allows_it()
    {
        DateTimeOffset tomorrow = _quay.TimeProvider.GetUtcNow().AddDays(1);
        _repository.Push("a");
        _repository.Push("b");
        _repository.SetImmutable("a");
        _repository.Expire("b", tomorrow);

        Assert.Throws<InvalidOperationException>(() => _repository.Expire("a", tomorrow));
        Assert.Null(_repository.Expire("a", null));
        Assert.Throws<InvalidOperationException>(() => _repository.SetImmutable("b"));
        Assert.False(_repository.FindTag("b")!.IsImmutable);

        _quay.Features = _quay.Features with { ImmutableTagsCanExpire = true };
        Assert.NotNull(_repository.Expire("a", tomorrow));
        _repository.SetImmutable("b");
        Assert.True(_repository.FindTag("b")!.IsImmutable);
    }

    [Theory]
    [InlineData(false, 18)]
    [InlineData(true, 16)]
    public void SetImmutable_requires_the_feature_and_Quay_3_17(bool feature, int minor)
    {
        _quay.Features = new FakeFeatures { ImmutableTags = feature };
        _quay.ServerVersion = new Version(3, minor);
        _repository.Push("a");
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => _repository.SetImmutable("a"));
        Assert.Contains("ImmutableTags", error.Message, StringComparison.Ordinal);
        Assert.False(_repository.FindTag("a")!.IsImmutable);
    }
}
