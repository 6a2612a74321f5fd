namespace Quay.Client;

/// <summary>Sets and clears when a tag expires.</summary>
internal sealed class TagExpirer(ITagApi api, TagStateReader states, TagWriter writer, TimeProvider timeProvider)
{
    // Two clocks, and the way to the server.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

    /// <summary>The time in whole seconds, as Quay takes it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is over.</exception>
    public DateTimeOffset Check(DateTimeOffset expiration, string parameter)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        return expiration > now
            ? DateTimeOffset.FromUnixTimeSeconds(expiration.ToUnixTimeSeconds())
            : throw OutOfRange.Of(parameter, $"The expiration must be in the future: {expiration} is not after the current time, {now}.");
    }

    /// <summary>Refuses a time that Quay would change for a row that begins now.</summary>
    public void ThrowIfAdjusted(string repository, string tag, DateTimeOffset expiration)
    {
        var limits = ExpirationLimits.Of(timeProvider.GetUtcNow());
        if (limits.Clamp(expiration) != expiration)
        {
            throw new QuayConflictException(
                $"{TagName.In(repository, tag)} would start now, and then Quay lets it expire from {limits.Earliest:u} to {limits.Latest:u}, not at {expiration:u}. Nothing was sent.");
        }
    }

    /// <param name="repository">The repository, checked.</param>
    /// <param name="tag">The tag, checked.</param>
    /// <param name="expiration">When; checked, or null for never.</param>
    /// <param name="acceptAdjusted">Whether Quay may move it.</param>
    /// <param name="expected">The row that it is meant for; null for whichever is alive.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<TagChange> SetAsync(
        string repository, string tag, DateTimeOffset? expiration, bool acceptAdjusted, TagHistoryEntry? expected, CancellationToken cancellationToken)
    {
        TagState before = await states.ReadAsync(repository, tag, cancellationToken).ConfigureAwait(false);
        TagHistoryEntry alive = before.Alive ?? throw NotFoundErrors.Tag(repository, tag, before);
        if (expected is not null && !TagState.IsSame(expected, alive))
        {
            throw new QuayConflictException(
                $"{TagName.In(repository, tag)} points at {alive.ManifestDigest} since {alive.Start:u}, but the expiry was meant for an earlier entry. The expiry was not sent.");
        }

        DateTimeOffset? wanted = expiration is { } time ? Adjusted(repository, tag, alive, time, acceptAdjusted) : null;
        if (alive.End == wanted)
        {
            return new TagChange { Tag = tag, IsChanged = false, Before = alive, After = alive };
        }

        var write = new TagWrite
        {
            Name = wanted is null ? $"Clearing the expiry of {TagName.In(repository, tag)}" : $"Setting the expiry of {TagName.In(repository, tag)} to {wanted:u}",
            Repository = repository,
            Tag = tag,
            Send = token => api.ChangeTagExpirationAsync(repository, tag, new TagExpirationBody(expiration?.ToUnixTimeSeconds()), token),
            Happened = (earlier, later) =>
                !later.IsStill(earlier) ? null : later.Alive?.End == wanted ? true : later.Alive?.End == earlier.Alive?.End ? false : null,
        };
        TagChange change = await writer.WriteAsync(write, before, cancellationToken).ConfigureAwait(false);
        return change.After is not null
            ? change
            : throw new QuayException($"{write.Name}: the tag is dead now, so this Quay allows a shorter time than 104 weeks, or somebody deleted it. RestoreAsync brings it back.");
    }

    /// <summary>What Quay will make of the time, where the caller has it so.</summary>
    private DateTimeOffset Adjusted(string repository, string tag, TagHistoryEntry alive, DateTimeOffset expiration, bool acceptAdjusted)
    {
        if (alive.Start is not { } start)
        {
            throw new QuayConflictException(
                $"{TagName.In(repository, tag)} has no start time. Quay counts an expiry from the start, so the tag would expire at once. Nothing was sent. "
                + "Move it to its own digest with Force first, for a new row.");
        }

        ExpirationLimits limits = ExpirationLimits.Of(start);
        if (limits.Latest <= timeProvider.GetUtcNow().Plus(Margin))
        {
            throw new QuayConflictException(
                $"{TagName.In(repository, tag)} has pointed at its manifest since {start:u}, for about 104 weeks. Quay counts an expiry from then, so with any expiry the tag would expire at "
                + "once. Nothing was sent. Move it to its own digest with Force first, for a new row.");
        }

        DateTimeOffset adjusted = limits.Clamp(expiration);
        return adjusted == expiration || acceptAdjusted
            ? adjusted
            : throw new QuayConflictException(
                $"{TagName.In(repository, tag)} started at {start:u}, and Quay lets it expire from {limits.Earliest:u} to {limits.Latest:u}: it would set {adjusted:u} instead of "
                + $"{expiration:u} without a word. Nothing was sent. Choose a time between, or accept an adjusted one.");
    }
}
