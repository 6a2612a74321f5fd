namespace Quay.Client;

/// <summary>
/// Which days of a usage log to read. The default reads what Quay gives unasked: from one day ago on. It cannot change once made.
/// </summary>
public sealed record LogQuery
{
    /// <summary>The first day, in UTC (Quay's <c>starttime</c>); null for one day ago, to the second.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day, in UTC, the whole of it (Quay's <c>endtime</c>); null for today. It needs <see cref="From"/>, and is not before it.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Refuses what Quay answers with an error, or with another span of time.</summary>
    internal LogQuery Checked(string parameter) => this switch
    {
        { To: not null, From: null } => throw new ArgumentException("A log query with To needs From too: Quay would begin one day ago.", parameter),
        { To: { } to, From: { } from } when to < from => throw new ArgumentException("The To of a log query is before its From.", parameter),
        { To: { } to } when to == DateOnly.MaxValue => throw new ArgumentException("The To of a log query has no day after it.", parameter),
        _ => this,
    };

    /// <summary>Returns the days as <c>2026-11-20 to 2026-11-30</c>, with a question mark for a missing day.</summary>
    public override string ToString() => SafeText.Line($"{From} to {To}");
}
