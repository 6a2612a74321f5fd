namespace Quay.Client.Testing;

/// <summary>Represents the pull count of a tag.</summary>
/// <param name="Count">The number of pulls.</param>
/// <param name="Last">The time of the last pull.</param>
/// <param name="Digest">The digest of the image that was last pulled. The tag may have moved since.</param>
internal sealed record FakePulls(int Count, DateTimeOffset Last, string Digest);
