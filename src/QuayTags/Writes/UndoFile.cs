using Quay.Client;
using Quay.Client.History;

namespace QuayTags;

/// <summary>Stores the plan that restores deleted tags. An existing file is extended, because its tags may already be deleted.</summary>
internal sealed class UndoFile
{
    private readonly FileInfo _file;
    private readonly TagPlan? _earlier;

    private UndoFile(FileInfo file, TagPlan? earlier) => (_file, _earlier) = (file, earlier);

    /// <exception cref="UsageException">The file exists, and is not a plan that restores tags.</exception>
    public static async Task<UndoFile> OpenAsync(FileInfo file, CancellationToken cancellationToken)
    {
        TagPlan? earlier = file.Exists ? await PlanFile.ReadAsync(file, cancellationToken) : null;
        return earlier is null || PlanFile.IsRestorePlan(earlier)
            ? new UndoFile(file, earlier)
            : throw new UsageException($"{file} is a plan that does more than restore tags. For --undo, pass another file.");
    }

    /// <exception cref="UsageException">The existing file is of another server, repository or namespace.</exception>
    public void Check(Uri registry, RepositoryName? repository, string? namespaceName)
    {
        if (_earlier is not null
            && (_earlier.Registry != registry || _earlier.Repository != repository || _earlier.Namespace != namespaceName))
        {
            throw new UsageException(
                $"{_file} restores tags of {Describe(_earlier.Registry, _earlier.Repository, _earlier.Namespace)}, not of "
                + $"{Describe(registry, repository, namespaceName)}. For --undo, pass another file.");
        }
    }

    /// <summary>Adds the tags that a plan deletes to the file. Returns false if it deletes none.</summary>
    public bool Add(TagPlan plan)
    {
        TagPlan undo = plan.ToRestorePlan();
        if (undo.Steps.Count == 0)
        {
            return false;
        }

        PlanFile.Write(_file, _earlier is null ? undo : Merge(_earlier, undo));
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
