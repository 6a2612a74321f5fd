using CsCheck;

namespace Quay.Client.Tests.Names;

public class NamePropertyTests
{
    private const int Many = 5_000;

    private static readonly Uri Root = new("https://quay.test/");

    [Fact]
    public void A_repository_is_taken_exactly_when_Quays_rule_takes_it() =>
        NearlyNames.Repositories.Sample(
            text => RepositoryName.TryParse(text, out _) == (QuaysRules.Repository.IsMatch(text) && !(
                text.Split('/') is [var first, _, _, ..] && RegistryHost.Is(first))),
            iter: Many);

    [Fact]
    public void A_tag_is_taken_exactly_when_Quays_rule_takes_it() =>
        NearlyNames.Tags.Sample(
            text => IsTaken(() => TagName.Parse(text).ThrowIfNotPushable().ToString()) == QuaysRules.Tag.IsMatch(text), iter: Many);

    [Fact]
    public void A_digest_is_taken_exactly_when_Quays_rule_takes_it() =>
        NearlyNames.Digests.Sample(
            text => IsTaken(() => ManifestDigest.Parse(text).ToString()) == QuaysRules.Digest.IsMatch(text), iter: Many);

    [Fact]
    public void A_good_repository_stands_in_a_path_as_it_is() =>
        Good(NearlyNames.Repositories, text => RepositoryName.TryParse(text, out _))
            .Sample(text => IsWholePath($"api/v1/repository/{text}"), iter: Many);

    [Fact]
    public void A_good_tag_stands_in_a_path_as_it_is() =>
        Good(NearlyNames.Tags, text => IsTaken(() => TagName.Parse(text).ThrowIfNotPushable().ToString()))
            .Sample(text => IsWholePath($"api/v1/repository/acme/app/tag/{text}"), iter: Many);

    [Fact]
    public void A_good_digest_stands_in_a_path_as_it_is() =>
        Good(NearlyNames.Digests, text => IsTaken(() => ManifestDigest.Parse(text).ToString()))
            .Sample(text => IsWholePath($"api/v1/repository/acme/app/manifest/{text}"), iter: Many);

    [Fact]
    public void A_good_repository_is_split_and_put_together_without_loss() =>
        Good(NearlyNames.Repositories, text => RepositoryName.TryParse(text, out _)).Sample(
            text => RepositoryName.Parse(text) is var name
                && $"{name.Namespace}/{name.Name}" == text
                && !name.Namespace.Contains('/', StringComparison.Ordinal),
            iter: Many);

    [Fact]
    public void Good_and_bad_names_are_both_made() => Gen
        .Select(NearlyNames.Repositories, NearlyNames.Tags, NearlyNames.Digests)
        .Array[1000].Sample(
        texts => new[]
        {
            texts.Count(text => QuaysRules.Repository.IsMatch(text.Item1)),
            texts.Count(text => QuaysRules.Tag.IsMatch(text.Item2)),
            texts.Count(text => QuaysRules.Digest.IsMatch(text.Item3)),
        }.All(good => good is > 100 and < 900),
        iter: 1);

    private static Gen<string> Good(Gen<string> texts, Func<string, bool> isGood) => texts.Where(isGood);

    private static bool IsWholePath(string path) =>
        new Uri(Root, path) is var address && address.AbsoluteUri == Root + path && address.AbsolutePath == "/" + path;

    private static bool IsTaken(Func<string> check)
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
