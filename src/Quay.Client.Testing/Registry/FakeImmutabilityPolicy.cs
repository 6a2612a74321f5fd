namespace Quay.Client.Testing.Registry;

/// <summary>A rule by which new tags are immutable.</summary>
/// <param name="Id">Its UUID.</param>
/// <param name="TagPattern">A regular expression for whole names.</param>
/// <param name="TagPatternMatches">Whether it is about the names that match, not those that do not.</param>
public sealed record FakeImmutabilityPolicy(string Id, string TagPattern, bool TagPatternMatches)
{
    internal bool Covers(string tag) => Registry.TagPattern.IsMatch(TagPattern, tag) == TagPatternMatches;
}
