namespace Quay.Client.Testing.Registry;

/// <summary>How often something was pulled.</summary>
/// <param name="Count">How often.</param>
/// <param name="Last">When last; null for never.</param>
internal readonly record struct FakePulls(int Count, DateTimeOffset? Last);
