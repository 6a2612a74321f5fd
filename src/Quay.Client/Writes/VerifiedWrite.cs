namespace Quay.Client;

/// <summary>Whether a write whose response was lost was applied, by the state that was read afterwards.</summary>
internal enum WriteOutcome
{
    NotApplied,
    Applied,
    Unknown,
}

/// <summary>The verification of a write whose response was lost.</summary>
internal readonly record struct VerifiedWrite<T>(WriteOutcome Outcome, T? Result, string Reason)
{
    public static VerifiedWrite<T> NotApplied { get; } = new(WriteOutcome.NotApplied, default, "");

    public static VerifiedWrite<T> Applied(T result) => new(WriteOutcome.Applied, result, "");

    public static VerifiedWrite<T> Unknown(string reason) => new(WriteOutcome.Unknown, default, reason);
}
