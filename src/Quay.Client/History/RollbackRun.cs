using Quay.Client.Errors;
using Quay.Client.Names;
using Quay.Client.Tags;

namespace Quay.Client.History;

/// <summary>Does the steps of a plan: each is looked at again before.</summary>
internal sealed class RollbackRun(ITagOperations tags, RepositoryName repository)
{
    public async Task<TagChange> DoAsync(RollbackStep step)
    {
        var query = new TagHistoryQuery { SpecificTag = step.Tag, OnlyActiveTags = true, PageSize = 1, MaxConcurrentPages = 1 };
        TagHistoryEntry? present = await tags.GetHistory(repository, query).FirstOrDefaultAsync().ConfigureAwait(false);
        if (present?.ManifestDigest == step.Digest)
        {
            return new TagChange { Tag = step.Tag, IsChanged = false, Before = present, After = present };
        }

        if (!IsExpected(step, present))
        {
            throw new QuayConflictException(
                $"{repository}:{step.Tag} {Describe(present)}, and the plan expects that it {Expected(step)}: somebody wrote to it since the plan was made. "
                + "Nothing was sent. Make a new plan.");
        }

        TagChange change = step.Action == RollbackAction.Delete
            ? await tags.DeleteAsync(repository, step.Tag, step.ExpectedDigest).ConfigureAwait(false)
            : await tags.RestoreAsync(repository, step.Tag, step.Digest!, step.ExpectedDigest).ConfigureAwait(false);
        IEnumerable<TagHistoryEntry> others = change.IsChanged && !IsExpected(step, change.Before) && change.Before is { } overwritten
            ? change.OtherRows.Append(overwritten)
            : change.OtherRows;
        string[] foreign = [.. others.Select(row => $"{row.ManifestDigest} at {row.Start:u}")];
        return foreign.Length == 0
            ? change
            : throw new QuayConflictException(
                $"{repository}:{step.Tag}: the step was done, and at the same time somebody else pointed the tag at {string.Join(" and at ", foreign)}. "
                + $"It {Describe(change.After)} now.");
    }

    private static bool IsExpected(RollbackStep step, TagHistoryEntry? present) =>
        present?.ManifestDigest == step.ExpectedDigest && present?.Start == step.ExpectedStart;

    private static string Describe(TagHistoryEntry? row) => row is null ? "is not there" : $"points at {row.ManifestDigest} since {row.Start:u}";

    private static string Expected(RollbackStep step) =>
        step.ExpectedDigest is null ? "is not there" : $"points at {step.ExpectedDigest} since {step.ExpectedStart:u}";
}
