using Quay.Client;

namespace QuayTags;

/// <summary>Shows how many repositories of a namespace were read. Several can be reported concurrently.</summary>
internal sealed class PlanningProgress : IProgress<RepositoryName>, IDisposable
{
    private readonly Lock _lock = new();
    private readonly ProgressLine _line;
    private int _count;

    public PlanningProgress(ToolContext context)
    {
        _line = new ProgressLine(context.Error, context.ErrorIsTerminal);
        _line.Show("Reading the history…");
    }

    public void Report(RepositoryName value)
    {
        lock (_lock)
        {
            _line.Show($"Read {Counted.Of(++_count, "repository", "repositories")}…");
        }
    }

    public void Dispose() => _line.Dispose();
}
