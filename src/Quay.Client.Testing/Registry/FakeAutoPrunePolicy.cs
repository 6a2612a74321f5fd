namespace Quay.Client.Testing.Registry;

/// <summary>A rule by which tags are deleted. The fake keeps it; it deletes nothing by it.</summary>
/// <param name="Id">Its UUID.</param>
/// <param name="Method"><c>number_of_tags</c> or <c>creation_date</c>.</param>
/// <param name="Value">A number of tags, or an age such as <c>7d</c>.</param>
/// <param name="TagPattern">A regular expression for the names that it is about; null for all.</param>
/// <param name="TagPatternMatches">Whether it is about the names that match, not those that do not.</param>
public sealed record FakeAutoPrunePolicy(string Id, string Method, object Value, string? TagPattern, bool TagPatternMatches);
