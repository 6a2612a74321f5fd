namespace Quay.Client.Testing.Tests.Registry;

/// <summary>Tests which tag names and images PUT and restore accept.</summary>
public class TagNameTests
{
    private const string Name = "acme/app";

    private readonly FakeQuay _quay = new() { Features = FakeFeatures.All };
    private readonly FakeRepository _repository;

    public TagNameTests() => _repository = _quay.AddRepository(Name);

    [Theory]
    [InlineData("a", true)]
    [InlineData("A_b-c.d", true)]
    [InlineData("_", true)]
    [InlineData("0", true)]
    [InlineData("a%0A", true)]
    [InlineData("a%0A%0A", false)]
    [InlineData("%0A", false)]
    [InlineData(".a", false)]
    [InlineData("..", false)]
    [InlineData("-a", false)]
    [InlineData("a%20b", false)]
    [InlineData("a+b", false)]
    [InlineData("a:b", false)]
    [InlineData("%C3%A4", false)]
    [InlineData("%D9%A1", false)]
    [InlineData("a%00", false)]
    public void PUT_rejects_an_invalid_tag_name(string tag, bool passes)
    {
        string digest = _repository.Push("image").Digest;
        FakeResponse response = _quay.Send("PUT", $"{Name}/tag/{tag}", $$"""{"manifest_digest": "{{digest}}"}""");
        Assert.Equal(passes ? 201 : 400, response.Status);
        Assert.Equal(passes, _repository.FindTag(Uri.UnescapeDataString(tag)) is not null);
        if (!passes)
        {
            Assert.StartsWith("""{"message": "Invalid tag: must match [A-Za-z0-9_.-]""", response.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(128, 201)]
    [InlineData(129, 400)]
    public void PUT_accepts_a_tag_name_of_up_to_128_characters(int length, int status)
    {
        string digest = _repository.Push("image").Digest;
        Assert.Equal(status, _quay.Send("PUT", $"{Name}/tag/{new string('x', length)}", $$"""{"manifest_digest": "{{digest}}"}""").Status);
    }

    [Theory]
    [InlineData("a%20b", "a b")]
    [InlineData(".a", ".a")]
    [InlineData("%C3%A4", "ä")]
    [InlineData("a+b", "a+b")]
    [InlineData("a%2Bb", "a+b")]
    [InlineData("%FF", "\uFFFD")]
    public void Restore_accepts_any_tag_name(string path, string tag)
    {
        string digest = _repository.Push("image").Digest;
        _repository.DeleteTag("image");
        Assert.Equal(200, _quay.Send("POST", $"{Name}/tag/{path}/restore", $$"""{"manifest_digest": "{{digest}}"}""").Status);
        Assert.True(_repository.FindTag(tag)!.IsReversion);
    }

    [Fact]
    public void PUT_rejects_an_image_without_a_live_tag_and_restore_accepts_it()
    {
        string digest = _repository.Push("image").Digest;
        _repository.DeleteTag("image");
        string body = $$"""{"manifest_digest": "{{digest}}"}""";
        Assert.Equal(404, _quay.Send("PUT", Name + "/tag/never", body).Status);
        Assert.Equal(200, _quay.Send("POST", Name + "/tag/never/restore", body).Status);
        Assert.Equal(201, _quay.Send("PUT", Name + "/tag/other", body).Status);
        Assert.False(_repository.FindTag("other")!.IsReversion);
    }

    [Fact]
    public void PUT_accepts_an_image_that_only_a_live_manifest_list_contains()
    {
        string image = _repository.AddManifest().Digest;
        _repository.Push("list", _repository.AddManifestList(image).Digest);
        Assert.Equal(201, _quay.Send("PUT", Name + "/tag/image", $$"""{"manifest_digest": "{{image}}"}""").Status);
        _repository.DeleteTag("list");
        _repository.DeleteTag("image");
        Assert.Equal(404, _quay.Send("PUT", Name + "/tag/image", $$"""{"manifest_digest": "{{image}}"}""").Status);
    }
}
