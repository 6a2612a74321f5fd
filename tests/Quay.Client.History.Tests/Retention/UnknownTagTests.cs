namespace Quay.Client.History.Tests.Retention;

/// <summary>Verifies that a tag whose digest is unknown keeps every tag that it can be related to.</summary>
public class UnknownTagTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Unknown_signature_keeps_its_image_because_Quay_deletes_both() => Assert.Equal(
        $"keep Protected, other Delete, {RetentionFixture.Signature('a')} Unknown, v1 KeptSignature",
        Verdicts(new(), Unknown(RetentionFixture.Signature('a')), Tag("v1", 'a'), Tag("other", 'b')));

    [Fact]
    public void Unknown_tag_keeps_the_signatures_of_the_image_that_it_can_point_at() => Assert.Equal(
        $"keep Protected, new Unknown, other Delete, {RetentionFixture.Signature('a')} Unknown",
        Verdicts(
            new() { AllowDeletingChildren = true }, Unknown("new"), Tag(RetentionFixture.Signature('a'), 'c'), Tag("other", 'b')));

    [Fact]
    public void Unknown_tag_keeps_the_images_of_the_manifest_list_that_it_can_point_at() => Assert.Equal(
        "keep Protected, new Unknown, other Unknown", Verdicts(new(), Unknown("new"), Tag("other", 'b')));

    [Fact]
    public void Unknown_protected_tag_keeps_the_tags_that_can_share_its_manifest() => Assert.Equal(
        "keep Protected, other Unknown, prod Unknown",
        Verdicts(new() { AllowDeletingChildren = true }, Unknown("prod"), Tag("other", 'b')));

    [Fact]
    public void Unknown_tag_keeps_no_other_tag_if_the_policy_ignores_its_relations() => Assert.Equal(
        "keep Protected, other Delete, prod Unknown",
        Verdicts(new() { AllowDeletingChildren = true, AllowDeletingShared = true }, Unknown("prod"), Tag("other", 'b')));

    private static string Verdicts(RetentionPolicy allowed, params RetentionTag[] tags)
    {
        var policy = new RetentionPolicy
        {
            OlderThan = TimeSpan.FromDays(30),
            ProtectTags = ["keep", "prod"],
            AllowDeletingChildren = allowed.AllowDeletingChildren,
            AllowDeletingShared = allowed.AllowDeletingShared,
        };
        var input = new RetentionInput("acme/app", "NORMAL", Now, [.. tags, Tag("keep", 'f')]);
        return string.Join(", ", RetentionDecision.Of(policy, input, new RetentionFacts()).Verdicts
            .Select(verdict => $"{verdict.Tag.Name} {verdict.Kept?.ToString() ?? "Delete"}"));
    }

    private static RetentionTag Unknown(string name) => new(name, null, "it was moved during the read.", Now);

    private static RetentionTag Tag(string name, char digest)
    {
        DateTimeOffset start = Now.AddDays(-90);
        return new(name, new() { Name = name, Start = start, ManifestDigest = RetentionFixture.Digest(digest) }, null, start);
    }
}
