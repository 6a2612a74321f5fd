using System.Collections.Concurrent;
using Quay.Client.Manifests;
using Quay.Client.Names;

namespace Quay.Client.History;

/// <summary>Makes plans. It reads alone.</summary>
internal sealed class RollbackPlanner(HistoryReader reader, IManifestOperations manifests, Uri registry)
{
    private const int AtATime = 4;

    public async Task<RollbackPlan> PlanAsync(
        RepositoryName repository, DateTimeOffset instant, RollbackOptions options, CancellationToken cancellationToken)
    {
        TimeSpan? window = await reader.WindowAsync(repository, cancellationToken).ConfigureAwait(false);
        RepositorySnapshot[] read = await reader.SnapshotsAsync(repository, options.Tags, window, [instant, reader.Now], cancellationToken).ConfigureAwait(false);
        (RepositorySnapshot then, RepositorySnapshot now) = (read[0], read[1]);
        SortedDictionary<string, (TagAt Then, TagAt Now)> tags = Both(then, now);
        if (then.MayLackRows)
        {
            await LookAgainAsync(repository, window, instant, tags, cancellationToken).ConfigureAwait(false);
        }

        var steps = new List<RollbackStep>();
        var left = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string tag, (TagAt past, TagAt present)) in tags)
        {
            if (WhyLeft(past, present, options) is { } reason)
            {
                left.Add(tag, reason);
            }
            else if (StepOf(past, present) is { } step)
            {
                steps.Add(step);
            }
        }

        var held = new HeldManifests(manifests, repository, now.Tags.Values.Select(row => row.ManifestDigest).FirstOrDefault(digest => digest is not null));
        var presences = new ConcurrentDictionary<string, ManifestPresence>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            steps.Select(step => step.Digest).OfType<string>().Distinct(StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken },
            async (digest, token) => presences[digest] = await held.AskAsync(digest, token).ConfigureAwait(false)).ConfigureAwait(false);
        return new RollbackPlan
        {
            Registry = registry,
            Repository = repository.ToString(),
            Instant = instant,
            MadeAt = now.ReadAt,
            Pattern = options.Tags,
            MayLackRows = then.MayLackRows,

            // Deletions last, so that what is brought back is never held by nothing.
            Steps = [.. steps.OrderBy(step => step.Action == RollbackAction.Delete)
                .Select(step => step.Digest is { } digest ? step with { Manifest = presences[digest] } : step)],
            Left = left,
        };
    }

    private static SortedDictionary<string, (TagAt Then, TagAt Now)> Both(RepositorySnapshot then, RepositorySnapshot now)
    {
        var tags = new SortedDictionary<string, (TagAt Then, TagAt Now)>(StringComparer.Ordinal);
        foreach (string tag in then.Tags.Keys.Concat(then.Unknown.Keys).Concat(now.Tags.Keys))
        {
            tags.TryAdd(tag, (then.Find(tag), now.Find(tag)));
        }

        return tags;
    }

    private static string? WhyLeft(TagAt past, TagAt present, RollbackOptions options) => (past, present) switch
    {
        ({ Presence: TagPresence.Unknown }, _) => $"what it pointed at then is not known: {past.Reason}",
        ({ Row.ManifestDigest: null }, _) or (_, { Row.ManifestDigest: null }) => "Quay gives no digest of it.",
        _ when past.ManifestDigest == present.ManifestDigest => null,
        ({ Row: null }, _) when !options.DeleteNewer => "it came later, and nothing is to be deleted.",
        _ when !TagName.IsName(past.Tag) => "its name breaks Quay's rule for tags, so it cannot be written to.",
        _ => null,
    };

    private static RollbackStep? StepOf(TagAt past, TagAt present)
    {
        if (past.ManifestDigest == present.ManifestDigest)
        {
            return null;
        }

        string was = past.Row is { } row
            ? $"it pointed there from {row.Start:u} {(row.End is { } end ? $"to {end:u}" : "on")}"
            : $"it was not there at {past.Instant:u}";
        string since = present.Row is { } alive ? $" and is as it is now since {alive.Start:u}." : " and is not there now.";
        return new RollbackStep
        {
            Tag = past.Tag,
            Action = past.Row is null ? RollbackAction.Delete : present.Row is null ? RollbackAction.Restore : RollbackAction.Move,
            ExpectedDigest = present.ManifestDigest,
            ExpectedStart = present.Row?.Start,
            Digest = past.ManifestDigest,
            Reason = was + since + (present.Row?.Immutable == true ? " It is immutable: Quay will refuse." : ""),
        };
    }

    /// <summary>Replaces what a long list told by what the tags' own rows tell, where there is something to do.</summary>
    private async Task LookAgainAsync(
        RepositoryName repository,
        TimeSpan? window,
        DateTimeOffset instant,
        SortedDictionary<string, (TagAt Then, TagAt Now)> tags,
        CancellationToken cancellationToken)
    {
        List<string> candidates =
            [.. tags.Where(tag => tag.Value.Then.ManifestDigest != tag.Value.Now.ManifestDigest && TagName.IsName(tag.Key)).Select(tag => tag.Key)];
        var seen = new ConcurrentDictionary<string, (TagAt, TagAt)>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            candidates,
            new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken },
            async (tag, token) =>
            {
                RepositorySnapshot[] read = await reader.SnapshotsAsync(repository, tag, window, [instant, reader.Now], token).ConfigureAwait(false);
                seen[tag] = (read[0].Find(tag), read[1].Find(tag));
            }).ConfigureAwait(false);
        foreach ((string tag, (TagAt, TagAt) found) in seen)
        {
            tags[tag] = found;
        }
    }
}
