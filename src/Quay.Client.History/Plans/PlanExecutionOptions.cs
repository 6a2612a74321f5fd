namespace Quay.Client.History;

/// <summary>Options for the execution of a plan.</summary>
public sealed class PlanExecutionOptions
{
    private const int Most = 64;

    /// <summary>Gets how many steps run concurrently: 1 to 64; default 1, which runs them in the plan's order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1, or more than 64.</exception>
    public int MaxConcurrency
    {
        get;
        init => field = value is >= 1 and <= Most
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(MaxConcurrency), SafeLine.Of($"{nameof(MaxConcurrency)} must be from 1 to {Most}, not {value}."));
    } = 1;

    /// <summary>Gets whether the other steps are executed if one fails. By default, no further step is started.</summary>
    public bool ContinueOnError { get; init; }

    /// <summary>Returns the options on one line.</summary>
    public override string ToString() =>
        SafeLine.Of($"{MaxConcurrency} at a time, {(ContinueOnError ? "also after a failure" : "until a failure")}");
}
