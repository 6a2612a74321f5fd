namespace Quay.Client.Tests.Names;

/// <summary>Verifies that the message about an image reference in place of a name states the name to use instead.</summary>
public class ImageReferenceTests
{
    [Theory]
    [InlineData("quay.io/acme/app", "'quay.io/'", "'acme/app'")]
    [InlineData("quay.io/acme/team/app", "'quay.io/'", "'acme/team/app'")]
    [InlineData("registry.example.com/acme/app", "'registry.example.com/'", "'acme/app'")]
    [InlineData("quay.apps.cluster.corp/acme/app", "'quay.apps.cluster.corp/'", "'acme/app'")]
    [InlineData("quay.registry.svc/acme/app", "'quay.registry.svc/'", "'acme/app'")]
    [InlineData("quay.acme.de/acme/app", "'quay.acme.de/'", "'acme/app'")]
    [InlineData("localhost/acme/app", "'localhost/'", "'acme/app'")]
    [InlineData("QUAY.IO/acme/app", "'QUAY.IO/'", "'acme/app'")]
    [InlineData("Localhost/acme/app:v1", "'Localhost/' and ':v1'", "'acme/app'")]
    [InlineData("localhost:8443/acme/app", "'localhost:8443/'", "'acme/app'")]
    [InlineData("quay:8080/acme/app", "'quay:8080/'", "'acme/app'")]
    [InlineData("10.0.0.5/acme/app", "'10.0.0.5/'", "'acme/app'")]
    [InlineData("10.0.0.5:443/acme/app:v1", "'10.0.0.5:443/' and ':v1'", "'acme/app'")]
    [InlineData("acme/app:latest", "':latest'", "'acme/app'")]
    [InlineData("acme/app@sha256:0cd3", "'@sha256:0cd3'", "'acme/app'")]
    [InlineData("acme/app:v1@sha256:0cd3", "':v1' and '@sha256:0cd3'", "'acme/app'")]
    [InlineData("quay.io/acme/app:v1@sha256:0cd3", "'quay.io/', ':v1' and '@sha256:0cd3'", "'acme/app'")]
    [InlineData("docker://quay.io/acme/app:v1", "'docker://', 'quay.io/' and ':v1'", "'acme/app'")]
    [InlineData("oci://quay.io/acme/app", "'oci://' and 'quay.io/'", "'acme/app'")]
    [InlineData("docker://registry/acme/app", "'docker://' and 'registry/'", "'acme/app'")]
    [InlineData("https://quay.io/acme/app", "'https://' and 'quay.io/'", "'acme/app'")]
    [InlineData("https://quay.io/repository/acme/app", "'https://', 'quay.io/' and 'repository/'", "'acme/app'")]
    [InlineData("https://quay.io/repository/acme/app?tab=tags", "'https://', '?tab=tags', 'quay.io/' and 'repository/'", "'acme/app'")]
    [InlineData(
        "https://quay.io/api/v1/repository/acme/app/tag/", "'https://', 'quay.io/', 'api/v1/repository/' and '/tag/'", "'acme/app'")]
    [InlineData(" acme/app", "the spaces around it", "'acme/app'")]
    [InlineData("acme/app\n", "the spaces around it", "'acme/app'")]
    [InlineData("/acme/app", "the slash at its start", "'acme/app'")]
    [InlineData("acme/app/", "the slash at its end", "'acme/app'")]
    [InlineData("quay.io/acme/app/", "'quay.io/' and the slash at its end", "'acme/app'")]
    public void Image_reference_as_repository_is_rejected_with_the_name_to_use(string text, string leaveOut, string name)
    {
        var error = Assert.Throws<ArgumentException>("repository", () => RepositoryName.Parse(text));

        Assert.Contains($". Leave out {leaveOut}: {name}.", error.Message, StringComparison.Ordinal);
        Assert.False(RepositoryName.TryParse(text, out _));
    }

    [Theory]
    [InlineData("acme/app")]
    [InlineData("acme/team/app")]
    [InlineData("acme.io/app")]
    [InlineData("my.org/app")]
    [InlineData("quay.io/busybox")]
    [InlineData("jane.doe/app")]
    [InlineData("jane.doe/team/app")]
    [InlineData("acme/app.com/web")]
    [InlineData("v1.2/team/app")]
    [InlineData("1.2.3/team/app")]
    [InlineData("local_host.com/team/app")]
    [InlineData("com/team/app")]
    public void Repository_name_with_dots_is_accepted(string text) => Assert.Equal(text, RepositoryName.Parse(text).ToString());

    [Theory]
    [InlineData("quay.io", "org/repo")]
    [InlineData("my.org", "a/b")]
    [InlineData("localhost", "a/b")]
    [InlineData("acme", "app")]
    public void Create_accepts_a_namespace_that_looks_like_a_host(string space, string name)
    {
        var repository = RepositoryName.Create(space, name);

        Assert.Equal((space, name, $"{space}/{name}"), (repository.Namespace, repository.Name, repository.ToString()));
    }

    [Theory]
    [InlineData("a/b", "c", "namespaceName")]
    [InlineData("", "c", "namespaceName")]
    [InlineData("a", "", "name")]
    [InlineData("a", "B", "name")]
    [InlineData("a", "b/../c", "name")]
    public void Create_rejects_a_namespace_or_name_that_breaks_Quays_rules(string space, string name, string parameter) =>
        Assert.Throws<ArgumentException>(parameter, () => RepositoryName.Create(space, name));

    [Fact]
    public void Message_suggests_Create_for_a_namespace_that_looks_like_a_host() =>
        Assert.Contains(
            "RepositoryName.Create",
            Assert.Throws<ArgumentException>(() => RepositoryName.Parse("my.org/a/b")).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("acme/app:v1", "v1")]
    [InlineData("quay.io/acme/app:v1", "v1")]
    [InlineData("docker://quay.io/acme/app:v1@sha256:0cd3", "v1")]
    [InlineData(":v1", "v1")]
    [InlineData("v1@sha256:0cd3", "v1")]
    [InlineData(" v1\n", "v1")]
    public void Image_reference_as_tag_is_rejected_with_the_tag_to_use(string text, string tag) =>
        Assert.Contains(
            $". Write '{tag}'.",
            Assert.Throws<ArgumentException>(() => TagName.Parse(text).ThrowIfNotPushable().ToString()).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("sha256:0cd3")]
    [InlineData("acme/app")]
    [InlineData("a b")]
    [InlineData("-v1")]
    public void Message_about_an_invalid_tag_has_no_suggestion_if_it_contains_none(string text) =>
        Assert.DoesNotContain(
            "Write",
            Assert.Throws<ArgumentException>(() => TagName.Parse(text).ThrowIfNotPushable().ToString()).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("acme/app@sha256:0cd3", "sha256:0cd3")]
    [InlineData("@sha256:0cd3", "sha256:0cd3")]
    [InlineData(" sha256:0cd3 ", "sha256:0cd3")]
    [InlineData(
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void Image_reference_as_digest_is_rejected_with_the_digest_to_use(string text, string digest) =>
        Assert.Contains(
            $". Write '{digest}'.",
            Assert.Throws<ArgumentException>(() => ManifestDigest.Parse(text).ToString()).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("quay.io/acme", "acme")]
    [InlineData("acme/", "acme")]
    [InlineData("acme/app", "acme")]
    [InlineData("quay.io/acme/app:v1", "acme")]
    [InlineData("@acme", "acme")]
    [InlineData("https://quay.io/organization/acme", "acme")]
    [InlineData("https://quay.io/user/acme?tab=repos", "acme")]
    public void Image_reference_as_namespace_is_rejected_with_the_namespace_to_use(string text, string space) =>
        Assert.Contains(
            $". Write '{space}'.",
            Assert.Throws<ArgumentException>(() => RepositoryQuery.InNamespace(text)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("quay.io", "https://quay.io")]
    [InlineData("quay.example.com:8443", "https://quay.example.com:8443")]
    [InlineData("localhost:8080", "https://localhost:8080")]
    [InlineData("quay.example.com/acme/app", "https://quay.example.com")]
    [InlineData("docker://quay.example.com/acme/app", "https://quay.example.com")]
    public void Endpoint_without_a_scheme_is_rejected_with_the_https_address_to_use(string endpoint, string shown)
    {
        var options = new QuayClientOptions { Endpoint = new Uri(endpoint, UriKind.RelativeOrAbsolute) };

        Assert.Contains(
            $"such as {shown}.", Assert.Throws<ArgumentException>(() => new QuayClient(options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Message_about_an_invalid_endpoint_does_not_show_its_password()
    {
        var options = new QuayClientOptions { Endpoint = new Uri("user:s3cret@quay.example.com", UriKind.RelativeOrAbsolute) };

        Assert.DoesNotContain("s3cret", Assert.Throws<ArgumentException>(() => new QuayClient(options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Image_reference_in_a_query_is_rejected_with_the_tag_to_use() =>
        Assert.Contains(
            "Write 'v1'",
            Assert.Throws<ArgumentException>(() => new TagHistoryQuery { SpecificTag = "acme/app:v1" }).Message,
            StringComparison.Ordinal);
}
