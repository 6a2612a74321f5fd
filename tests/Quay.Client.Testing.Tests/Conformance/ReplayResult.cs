namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>Represents the result of a replay.</summary>
/// <param name="Differences">The difference of each response by the name of the exchange; null if the response is equal.</param>
/// <param name="Used">The undetermined parts that occurred in equal responses.</param>
internal sealed record ReplayResult(IReadOnlyDictionary<string, string?> Differences, IReadOnlySet<UndeterminedPart> Used);
