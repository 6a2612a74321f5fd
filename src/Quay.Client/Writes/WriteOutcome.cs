namespace Quay.Client;

/// <summary>Whether a write whose response was lost was applied, by the state that was read afterwards.</summary>
internal enum WriteOutcome
{
    NotApplied,
    Applied,
    Unknown,
}
