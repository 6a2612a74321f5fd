namespace Quay.Client.Testing;

/// <summary>How often a tag was pulled.</summary>
/// <param name="Count">How often.</param>
/// <param name="Last">When last.</param>
/// <param name="Digest">What came then, which is not what comes now when the tag has moved since.</param>
internal sealed record FakePulls(int Count, DateTimeOffset Last, string Digest);
