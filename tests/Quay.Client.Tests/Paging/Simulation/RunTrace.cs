using System.Text;

namespace Quay.Client.Tests.Paging.Simulation;

/// <summary>Records the events of one run, and describes the requests around a lost or duplicated entry.</summary>
internal sealed class RunTrace
{
    private const int Before = 14;
    private const int After = 6;
    private const int MaxEntries = 3;

    private readonly List<(string Text, HeldRequest? Request)> _events = [];

    public void Add(string change) => _events.Add((change, null));

    public void Add(string what, HeldRequest request) => _events.Add(($"{what} {request}", request));

    /// <summary>Repeats a run and describes its faults.</summary>
    public static string Describe(int seed, bool isCut)
    {
        var trace = new RunTrace();
        return trace.Describe(LosslessRun.Execute(seed, trace, isCut));
    }

    private string Describe(RunResult run)
    {
        var text = new StringBuilder().AppendLine($"{run.Query}, {run.Query.MaxConcurrentPages} concurrent");
        if (run.Error is { } error)
        {
            text.AppendLine($"  {error.GetType().Name}: {error.Message}");
        }

        if (run.Verdict is { } verdict)
        {
            text.AppendLine(
                $"  {verdict.Lost.Count} lost, {verdict.Duplicated.Count} duplicated, {verdict.OutOfOrder} out of order");
            AppendEntries(text, run, "lost", verdict.Lost);
            AppendEntries(text, run, "duplicated", verdict.Duplicated);
        }

        return text.ToString();
    }

    private void AppendEntries(StringBuilder text, RunResult run, string fault, IReadOnlyList<EntryState> states)
    {
        foreach (EntryState state in states.Take(MaxEntries))
        {
            text.AppendLine($"  {fault}: {state}");
        }

        // The events around the first one usually explain the others.
        if (states.Count > 0
            && run.Repository.History.FirstOrDefault(entry => entry.StatesBetween(0, int.MaxValue - 1).Contains(states[0])) is { } first)
        {
            int place = Math.Max(0, _events.FindIndex(@event => IsAtOrAfter(@event, first)));
            foreach ((string what, _) in _events.Take(place + After).Skip(Math.Max(0, place - Before)))
            {
                text.AppendLine($"    {what}");
            }
        }
    }

    // Determines whether the client received a page that ends with an older entry.
    private static bool IsAtOrAfter((string Text, HeldRequest? Request) @event, SimulatedEntry entry) =>
        @event.Text.StartsWith("received", StringComparison.Ordinal) && @event.Request?.Last?.CompareTo(entry) > 0;
}
