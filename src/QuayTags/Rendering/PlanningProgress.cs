using Quay.Client;

namespace QuayTags;

/// <summary>Shows how many repositories of a namespace were read. Several can be reported concurrently.</summary>
internal sealed class PlanningProgress : IProgress<RepositoryName>
{
    private readonly ToolContext _context;
    private int _count;

    public PlanningProgress(ToolContext context)
    {
        _context = context;
        context.Progress?.Report("Reading the history…");
    }

    public void Report(RepositoryName value) =>
        _context.Progress?.Report($"Read {Counted.Of(Interlocked.Increment(ref _count), "repository", "repositories")}…");
}
