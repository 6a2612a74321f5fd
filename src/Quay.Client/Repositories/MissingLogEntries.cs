namespace Quay.Client;

/// <summary>Counts the entries of a usage log that no page contains, by day and kind.</summary>
internal sealed class MissingLogEntries
{
    private const int MaxReported = 10;

    private readonly List<(DateOnly Day, string Kind, int Count)> _counts = [];

    public long Total { get; private set; }

    public void Add(DateOnly day, string kind, int count)
    {
        _counts.Add((day, kind, count));
        Total += count;
    }

    public QuayResponseException ToException(string log)
    {
        string list = string.Join(", ", _counts.Take(MaxReported).Select(missing => string.Create(
            CultureInfo.InvariantCulture, $"{missing.Count} {SafeText.OneLine(missing.Kind)} on {missing.Day:yyyy-MM-dd}")));
        string others = _counts.Count > MaxReported ? $", and others of {_counts.Count - MaxReported} more kinds and days" : "";
        return new QuayResponseException(
            $"{log}: {Counted.Of(Total, "entry is", "entries are")} missing, because Quay's pages skip entries with equal times: "
            + $"{list}{others}. All other entries were returned. To read the log without this check, set SkipVerification.");
    }
}
