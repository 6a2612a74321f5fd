namespace Quay.Client;

/// <summary>Represents the outcome of a write, with its result if it was applied, or the reason why that is unknown.</summary>
internal readonly record struct VerifiedWrite<T>(WriteOutcome Outcome, T? Result, string Reason)
{
    public static VerifiedWrite<T> NotApplied { get; } = new(WriteOutcome.NotApplied, default, "");

    public static VerifiedWrite<T> Applied(T result) => new(WriteOutcome.Applied, result, "");

    public static VerifiedWrite<T> Unknown(string reason) => new(WriteOutcome.Unknown, default, reason);
}
