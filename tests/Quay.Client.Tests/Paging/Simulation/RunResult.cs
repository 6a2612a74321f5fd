namespace Quay.Client.Tests.Paging.Simulation;

/// <summary>Represents what a run requested and returned, and how that compares with the list.</summary>
internal sealed record RunResult
{
    public required TagHistoryQuery Query { get; init; }

    public required SimulatedRepository Repository { get; init; }

    public required IReadOnlyList<HeldRequest> Requests { get; init; }

    public required int StepsBack { get; init; }

    public required int Returned { get; init; }

    public required ListVerdict? Verdict { get; init; }

    public required Exception? Error { get; init; }

    public bool IsFault => Error is not null || Verdict is null or { IsFault: true };
}
