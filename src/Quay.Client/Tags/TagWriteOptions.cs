namespace Quay.Client;

/// <summary>Options for a write to a tag. A write rejects options that do not apply to it.</summary>
public sealed record TagWriteOptions
{
    private static readonly TagWriteOptions Default = new();

    /// <summary>
    /// Gets what must be true of the tag before the write; null for nothing. If it is not true, the write throws
    /// <see cref="QuayConflictException"/> and sends nothing.
    /// </summary>
    public TagPrecondition? Precondition { get; init; }

    /// <summary>
    /// Gets a value that indicates whether a move or a restoration is sent even if the tag already points at the manifest. Quay then ends
    /// the tag's entry and starts a new one, which loses an expiry and may lose immutability.
    /// </summary>
    public bool Force { get; init; }

    /// <summary>Gets the expiry that <see cref="ITagOperations.MoveAsync"/> sets in a second request; null for none.</summary>
    public DateTimeOffset? Expiration { get; init; }

    /// <summary>
    /// Gets a value that indicates whether Quay may change the requested expiry to the nearest that it allows: from one hour to 104 weeks
    /// after the start of the tag's entry.
    /// </summary>
    public bool AcceptAdjustedExpiration { get; init; }

    /// <summary>Gets a value that indicates whether a permanent deletion of a manifest list includes its manifests.</summary>
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

    // An option that a write would ignore is a mistake of the caller.
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
            : throw new ArgumentException($"{rejected} does not apply to this write.", nameof(options));
    }
}
