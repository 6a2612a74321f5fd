namespace Quay.Client;

/// <summary>Specifies the days of a usage log to read. The default is the last 24 hours.</summary>
public sealed class LogQuery
{
    /// <summary>Gets the first day, in UTC (Quay's <c>starttime</c>); null to start 24 hours ago.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Gets the last day, in UTC and inclusive (Quay's <c>endtime</c>); null for today. Requires <see cref="From"/>.</summary>
    public DateOnly? To { get; init; }

    /// <summary>
    /// Gets whether to return each page as soon as Quay returns it, without comparing the log with Quay's counts. Entries can then be
    /// missing without an exception. The default is false.
    /// </summary>
    public bool SkipVerification { get; init; }

    /// <summary>Returns the days as <c>2026-11-20 to 2026-11-30</c>, with a question mark for a missing day.</summary>
    public override string ToString() => SafeLine.Of($"{From} to {To}");

    /// <summary>Throws if Quay would return an error or other days.</summary>
    internal LogQuery WithValidDays(string parameter) => this switch
    {
        { To: not null, From: null } =>
            throw new ArgumentException("A log query with To requires From. Otherwise, Quay would start 24 hours ago.", parameter),
        { To: { } to, From: { } from } when to < from =>
            throw new ArgumentException("The To of a log query is before its From.", parameter),
        { To: { } to } when to == DateOnly.MaxValue => throw new ArgumentException("The To of a log query is too late.", parameter),
        _ => this,
    };
}
