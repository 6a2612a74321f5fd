using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Stores the plan that undoes another plan. An existing file is extended, because its tags may already be changed.</summary>
internal sealed class UndoFile
{
    private readonly FileInfo _file;
    private readonly TagPlan? _earlier;

    private UndoFile(FileInfo file, TagPlan? earlier) => (_file, _earlier) = (file, earlier);

    public FileInfo File => _file;

    /// <exception cref="UsageException">The file exists, and is not a plan.</exception>
    public static async Task<UndoFile> OpenAsync(FileInfo file, CancellationToken cancellationToken) =>
        new(file, file.Exists ? await PlanFile.ReadAsync("--undo", file, cancellationToken) : null);

    /// <exception cref="UsageException">The existing file is a plan that does more than restore tags.</exception>
    public UndoFile ThrowIfNotRestorePlan() => _earlier is null || PlanFile.IsRestorePlan(_earlier)
        ? this
        : throw new UsageException($"--undo {_file}: this plan does more than restore tags. Pass another file.");

    /// <exception cref="UsageException">The existing file does not belong to an interrupted execution of the same plan.</exception>
    public UndoFile ThrowIfOtherRollback(TagPlan undo)
    {
        Dictionary<(RepositoryName, TagName), TagPlanStep> steps = undo.Steps.ToDictionary(step => (step.Repository, step.Tag));
        return _earlier is null
            || _earlier.Steps.All(step => steps.TryGetValue((step.Repository, step.Tag), out TagPlanStep? same)
                && (same.Action, same.Digest) == (step.Action, step.Digest))
            ? this
            : throw new UsageException($"--undo {_file}: this plan undoes another rollback. Pass another file.");
    }

    /// <exception cref="UsageException">The existing file is of another server, repository or namespace.</exception>
    public void Check(Uri registry, RepositoryName? repository, string? namespaceName)
    {
        if (_earlier is not null
            && (_earlier.Registry != registry || _earlier.Repository != repository || _earlier.Namespace != namespaceName))
        {
            throw new UsageException(
                $"--undo {_file}: this plan is for {Describe(_earlier.Registry, _earlier.Repository, _earlier.Namespace)}, not for "
                + $"{Describe(registry, repository, namespaceName)}. Pass another file.");
        }
    }

    /// <summary>Adds a plan to the file. Returns false if it has no steps.</summary>
    public bool Add(TagPlan undo)
    {
        if (undo.Steps.Count == 0)
        {
            return false;
        }

        PlanFile.Write(_file, _earlier is null || undo.Instant is not null ? undo : Merge(_earlier, undo));
        return true;
    }

    // A tag that was pushed again can be restored only to what it points at now.
    private static TagPlan Merge(TagPlan earlier, TagPlan undo)
    {
        HashSet<(RepositoryName, TagName)> replaced = [.. undo.Steps.Select(step => (step.Repository, step.Tag))];
        TagPlanStep[] steps = [.. earlier.Steps.Where(step => !replaced.Contains((step.Repository, step.Tag))), .. undo.Steps];
        return new TagPlan
        {
            Registry = undo.Registry,
            Repository = undo.Repository,
            Namespace = undo.Namespace,
            CreatedAt = undo.CreatedAt,
            Description = earlier.CreatedAt == undo.CreatedAt
                ? undo.Description
                : $"Restore the tags that the plans up to {undo.CreatedAt:u} delete.",
            IsComplete = true,
            ComparedTags = steps.Length,
            Steps = steps,
            Skipped = [],
        };
    }

    private static string Describe(Uri registry, RepositoryName? repository, string? namespaceName) =>
        $"{registry}{repository?.ToString() ?? namespaceName}";
}
