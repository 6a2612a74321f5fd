using System.Globalization;
using System.Text;

namespace Quay.Client.Tests.Paging.Simulation;

/// <summary>Sums up many runs.</summary>
internal sealed class RunTotals
{
    private const int MaxDescribed = 3;

    private readonly List<int> _faults = [];
    private int _runs;
    private long _requests;
    private long _entries;
    private long _lost;
    private long _duplicated;
    private long _outOfOrder;
    private long _stepsBack;
    private long _changedAndMissing;
    private long _errors;

    public bool HasFaults => _faults.Count > 0;

    public static RunTotals Of(int firstSeed, int runs, bool isCut = false)
    {
        var totals = new RunTotals();
        for (int seed = firstSeed; seed < firstSeed + runs; seed++)
        {
            totals.Add(seed, LosslessRun.Execute(seed, isCut: isCut));
        }

        return totals;
    }

    /// <summary>Describes the first runs that failed.</summary>
    public string Describe(string replay, bool isCut = false)
    {
        var text = new StringBuilder(ToString()).AppendLine().AppendLine($"{_faults.Count} runs failed, seeds {Seeds()}");
        foreach (int seed in _faults.Take(MaxDescribed))
        {
            text.AppendLine().AppendLine($"Seed {seed}. To repeat it: {replay.Replace("{seed}", $"{seed}", StringComparison.Ordinal)}");
            text.Append(RunTrace.Describe(seed, isCut));
        }

        return text.ToString();
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_runs:N0} runs, {_requests:N0} requests, {_entries:N0} entries: {_lost:N0} lost, {_duplicated:N0} duplicated, "
        + $"{_outOfOrder:N0} out of order, {_stepsBack:N0} steps back, {_errors:N0} exceptions; "
        + $"{_changedAndMissing:N0} changed entries missing");

    private void Add(int seed, RunResult run)
    {
        _runs++;
        _requests += run.Requests.Count;
        _entries += run.Returned;
        _stepsBack += run.StepsBack;
        _lost += run.Verdict?.Lost.Count ?? 0;
        _duplicated += run.Verdict?.Duplicated.Count ?? 0;
        _outOfOrder += run.Verdict?.OutOfOrder ?? 0;
        _changedAndMissing += run.Verdict?.ChangedAndMissing ?? 0;
        _errors += run.Error is null ? 0 : 1;
        if (run.IsFault)
        {
            _faults.Add(seed);
        }
    }

    private string Seeds() => string.Join(", ", _faults.Take(20)) + (_faults.Count > 20 ? ", …" : "");
}
