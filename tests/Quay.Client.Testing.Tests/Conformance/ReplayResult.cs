namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>What came of a replay.</summary>
/// <param name="Differences">What is wrong with each response, by the name of the exchange; null for nothing.</param>
/// <param name="Used">What was undetermined in a right response.</param>
internal sealed record ReplayResult(IReadOnlyDictionary<string, string?> Differences, IReadOnlySet<UndeterminedPart> Used);
