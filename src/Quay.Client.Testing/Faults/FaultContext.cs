namespace Quay.Client.Testing;

/// <summary>The request that a fault meets.</summary>
public sealed record FaultContext
{
    /// <summary>The request.</summary>
    public required FakeRequest Request { get; init; }

    /// <summary>The last answer that the fake gave whole; null when there is none.</summary>
    public FakeResponse? Previous { get; init; }

    /// <summary>The time by the clock of the fake, in UTC.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Has Quay do what is asked, and gives its answer; each call has it done once more.</summary>
    public required Func<FakeResponse> Forward { get; init; }
}
