namespace Quay.Client;

/// <summary>Provides options for a write to a tag. A write rejects options that do not apply to it.</summary>
public sealed record TagWriteOptions
{
    private static readonly TagWriteOptions Default = new();

    /// <summary>
    /// Gets the condition that the tag must meet before the write; null for none. If the tag does not meet it, the call throws
    /// <see cref="QuayConflictException"/> and does not send the write.
    /// </summary>
    public TagPrecondition? Precondition { get; init; }

    /// <summary>
    /// Gets whether a move or a restoration is sent even if the tag already points at the manifest. Quay then ends the tag's entry and
    /// starts a new one, which does not keep the expiry.
    /// </summary>
    public bool Force { get; init; }

    /// <summary>Gets the expiry that <see cref="ITagOperations.MoveAsync"/> sets in a second request; null for none.</summary>
    public DateTimeOffset? Expiration { get; init; }

    /// <summary>Gets whether to accept that Quay limits the requested expiry (<see cref="ITagOperations.SetExpirationAsync"/>).</summary>
    public bool AcceptAdjustedExpiration { get; init; }

    /// <summary>Gets whether the permanent deletion of a manifest list includes its manifests.</summary>
    public bool IncludeSubmanifests { get; init; }

    /// <summary>Returns the options on one line, with times in UTC.</summary>
    public override string ToString() => string.Join(", ", ((string?[])
    [
        Precondition?.ToString() ?? "any state",
        Force ? "forced" : null,
        Expiration is { } expiration ? SafeLine.Of($"expires {expiration}") : null,
        AcceptAdjustedExpiration ? "accepts an adjusted expiry" : null,
        IncludeSubmanifests ? "includes submanifests" : null,
    ]).OfType<string>());

    // Ignoring an option that does not apply would hide a mistake of the caller.
    internal static TagWriteOptions Check(
        TagWriteOptions? options, bool force = false, bool expiration = false, bool adjusted = false, bool submanifests = false)
    {
        options ??= Default;
        string? rejected = options switch
        {
            { Force: true } when !force => nameof(Force),
            { Expiration: not null } when !expiration => nameof(Expiration),
            { AcceptAdjustedExpiration: true } when !adjusted && !expiration => nameof(AcceptAdjustedExpiration),
            { IncludeSubmanifests: true } when !submanifests => nameof(IncludeSubmanifests),
            _ => null,
        };
        return rejected is null
            ? options
            : throw new ArgumentException($"The option {rejected} does not apply to this write.", nameof(options));
    }
}
