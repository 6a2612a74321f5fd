namespace Quay.Client;

/// <summary>Specifies whether a write was applied, according to the state that was read after its response was lost.</summary>
internal enum WriteOutcome
{
    NotApplied,
    Applied,
    Unknown,
}
