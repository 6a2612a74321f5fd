using CsCheck;

namespace Quay.Client.Tests.Names;

[Trait("Speed", "Slow")]
public class NamePropertyTests
{
    private const int Iterations = 5_000;

    private static readonly Uri Root = new("https://quay.test/");

    [Fact]
    public void Repository_name_is_accepted_exactly_if_Quays_rule_accepts_it() =>
        GeneratedNames.Repositories.Sample(
            text => RepositoryName.TryParse(text, out _) == (QuayNameRules.Repository.IsMatch(text) && !(
                text.Split('/') is [var first, _, _, ..] && RegistryHost.Is(first))),
            iter: Iterations);

    [Fact]
    public void Tag_name_is_accepted_exactly_if_Quays_rule_accepts_it() =>
        GeneratedNames.Tags.Sample(
            text => IsAccepted(() => TagName.Parse(text).ThrowIfNotPushable().ToString()) == QuayNameRules.Tag.IsMatch(text),
            iter: Iterations);

    [Fact]
    public void Digest_is_accepted_exactly_if_Quays_rule_accepts_it() =>
        GeneratedNames.Digests.Sample(
            text => IsAccepted(() => ManifestDigest.Parse(text).ToString()) == QuayNameRules.Digest.IsMatch(text), iter: Iterations);

    [Fact]
    public void Valid_repository_name_is_unchanged_in_a_request_path() =>
        Valid(GeneratedNames.Repositories, text => RepositoryName.TryParse(text, out _))
            .Sample(text => IsWholePath($"api/v1/repository/{text}"), iter: Iterations);

    [Fact]
    public void Valid_tag_name_is_unchanged_in_a_request_path() =>
        Valid(GeneratedNames.Tags, text => IsAccepted(() => TagName.Parse(text).ThrowIfNotPushable().ToString()))
            .Sample(text => IsWholePath($"api/v1/repository/acme/app/tag/{text}"), iter: Iterations);

    [Fact]
    public void Valid_digest_is_unchanged_in_a_request_path() =>
        Valid(GeneratedNames.Digests, text => IsAccepted(() => ManifestDigest.Parse(text).ToString()))
            .Sample(text => IsWholePath($"api/v1/repository/acme/app/manifest/{text}"), iter: Iterations);

    [Fact]
    public void Namespace_and_name_of_a_repository_combine_to_the_whole_text() =>
        Valid(GeneratedNames.Repositories, text => RepositoryName.TryParse(text, out _)).Sample(
            text => RepositoryName.Parse(text) is var name
                && $"{name.Namespace}/{name.Name}" == text
                && !name.Namespace.Contains('/', StringComparison.Ordinal),
            iter: Iterations);

    [Fact]
    public void Generated_names_are_both_valid_and_invalid() => Gen
        .Select(GeneratedNames.Repositories, GeneratedNames.Tags, GeneratedNames.Digests)
        .Array[1000].Sample(
        texts => new[]
        {
            texts.Count(text => QuayNameRules.Repository.IsMatch(text.Item1)),
            texts.Count(text => QuayNameRules.Tag.IsMatch(text.Item2)),
            texts.Count(text => QuayNameRules.Digest.IsMatch(text.Item3)),
        }.All(valid => valid is > 100 and < 900),
        iter: 1);

    private static Gen<string> Valid(Gen<string> texts, Func<string, bool> isValid) => texts.Where(isValid);

    private static bool IsWholePath(string path) =>
        new Uri(Root, path) is var address && address.AbsoluteUri == Root + path && address.AbsolutePath == "/" + path;

    private static bool IsAccepted(Func<string> check)
    {
        try
        {
            check();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
