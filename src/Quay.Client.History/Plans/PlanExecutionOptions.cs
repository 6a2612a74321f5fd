namespace Quay.Client.History;

/// <summary>Provides the options of the execution of a plan.</summary>
public sealed class PlanExecutionOptions
{
    private const int Most = 64;

    /// <summary>Gets how many steps run concurrently, from 1 to 64. The default is 1, which keeps the plan's order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1, or more than 64.</exception>
    public int MaxConcurrency
    {
        get;
        init => field = value is >= 1 and <= Most
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(MaxConcurrency), SafeLine.Of($"{nameof(MaxConcurrency)} must be from 1 to {Most}, not {value}."));
    } = 1;

    /// <summary>Gets whether the execution continues after a failed step. The default is false: no further step starts.</summary>
    public bool ContinueOnError { get; init; }

    /// <summary>Returns the options on one line.</summary>
    public override string ToString() =>
        SafeLine.Of($"{MaxConcurrency} at a time, {(ContinueOnError ? "also after a failure" : "until a failure")}");
}
