using System.Globalization;
using System.Text;
using Quay.Client.Testing.Http;
using Quay.Client.Tests.Recorded;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>A request in its place.</summary>
/// <param name="Name">The name of its file.</param>
/// <param name="Second">When Quay answered it.</param>
/// <param name="Request">What was asked.</param>
/// <param name="Recorded">The answer; null when it was not recorded, only its consequences were.</param>
internal sealed record Step(string Name, DateTimeOffset Second, FakeRequest Request, RecordedExchange? Recorded)
{
    public bool IsRead => Request.Method is "GET" or "HEAD" or "OPTIONS";
}

/// <summary>The order of the exchanges with one server.</summary>
/// <remarks>
/// The recording tells the second. Within it <c>session.txt</c> tells the order of the exchanges that it lists. Others need no entry: a write goes before what is
/// named after it (<c>repo-delete</c> before <c>repo-delete-again</c>), or else behind the listed one whose name begins with the most words of its own; and a read
/// has no place, for its answer is that of any moment of its second.
/// </remarks>
internal sealed class Session
{
    private readonly List<Step> _placed = [];

    public Session(IReadOnlyList<RecordedExchange> exchanges, IReadOnlyList<string> script)
    {
        Dictionary<string, RecordedExchange> unlisted = exchanges.ToDictionary(exchange => exchange.Name);
        List<Step> listed = [];
        foreach (string[] fields in script.Reverse().Select(line => line.Split('\t')))
        {
            // From the end, so that a write that was not recorded has the second of what follows it.
            if ((unlisted.GetValueOrDefault(fields[0]) ?? (fields.Length > 1 ? Done(unlisted, fields[1]) : null)) is { } exchange)
            {
                unlisted.Remove(exchange.Name);
                listed.Insert(0, StepOf(exchange));
            }
            else if (fields.Length > 1 && listed is [var next, ..])
            {
                listed.Insert(0, new Step(fields[0], next.Second, RequestOf(fields), null));
            }
        }

        DateTimeOffset last = exchanges.Max(exchange => Time(exchange) ?? default);
        List<(DateTimeOffset Second, double Place, Step Step)> placed = [.. listed.Select((step, index) => (step.Second, (double)index, step))];
        foreach (RecordedExchange exchange in unlisted.Values.OrderBy(exchange => exchange.Name, StringComparer.Ordinal))
        {
            Step step = StepOf(exchange) is var dated && dated.Second == default ? dated with { Second = last } : dated;
            if (step.IsRead)
            {
                Reads.Add(step);
            }
            else
            {
                placed.Add((step.Second, PlaceOf(step, listed), step));
            }
        }

        _placed = [.. placed.OrderBy(entry => entry.Second).ThenBy(entry => entry.Place).Select(entry => entry.Step)];
    }

    /// <summary>The requests that have a place, in their order.</summary>
    public IReadOnlyList<Step> Placed => _placed;

    /// <summary>The reads that may be answered at any moment of their second.</summary>
    public List<Step> Reads { get; } = [];

    private static double PlaceOf(Step step, List<Step> listed)
    {
        int before = listed.FindIndex(other => other.Second == step.Second && other.Name.StartsWith(step.Name + "-", StringComparison.Ordinal));
        if (before >= 0)
        {
            return before - 0.5;
        }

        var (words, index) = listed.Select((other, index) => (Words: other.Second == step.Second ? CommonWords(other.Name, step.Name) : -1, index)).OrderBy(pair => pair).LastOrDefault();
        return words > 0 ? index + 0.5 : double.MaxValue;
    }

    private static int CommonWords(string a, string b) => a.Split('-').Zip(b.Split('-')).TakeWhile(pair => pair.First == pair.Second).Count();

    private static RecordedExchange? Done(Dictionary<string, RecordedExchange> exchanges, string request) =>
        exchanges.Values.FirstOrDefault(exchange => $"{exchange.Method} {exchange.Target}" == request && exchange.Status < 300);

    private static Step StepOf(RecordedExchange exchange) => new(exchange.Name, Time(exchange) ?? default, RequestOf(exchange), exchange);

    private static DateTimeOffset? Time(RecordedExchange exchange) =>
        exchange.Headers.TryGetValue("Date", out string? date) ? DateTimeOffset.ParseExact(date, "R", CultureInfo.InvariantCulture) : null;

    private static FakeRequest RequestOf(RecordedExchange exchange) => new()
    {
        Method = exchange.Method,
        Origin = new Uri($"http://{exchange.RequestHeaders.GetValueOrDefault("Host", "127.0.0.1:18080")}/"),
        Target = exchange.Target,
        Headers = exchange.RequestHeaders,
        Body = exchange.RequestBody,
    };

    private static FakeRequest RequestOf(string[] fields) => new()
    {
        Method = fields[1].Split(' ')[0],
        Origin = new Uri("http://127.0.0.1:18080/"),
        Target = fields[1].Split(' ')[1],
        Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Authorization"] = $"Bearer {fields[2]}", ["Content-Type"] = "application/json" },
        Body = Encoding.UTF8.GetBytes(fields[3]),
    };
}
