namespace Quay.Client;

/// <summary>How to move a tag. It cannot change once made. The default moves it from wherever it is, and not at all when it is there already.</summary>
public sealed record TagMoveOptions
{
    /// <summary>
    /// What the tag must point at before; null for anything. It is looked at before the request, and afterwards the history tells whether somebody wrote in
    /// between (<see cref="TagChange.OtherEntries"/>): Quay itself does not compare.
    /// </summary>
    /// <exception cref="ArgumentException">The value is not the digest of a manifest.</exception>
    public string? ExpectedDigest
    {
        get;
        init => field = value is null ? null : ManifestDigest.Check(value, nameof(ExpectedDigest));
    }

    /// <summary>
    /// Whether to send the move also when the tag points at the digest already. Quay then ends its row and makes a new one, which loses an expiry and may lose
    /// immutability.
    /// </summary>
    public bool Force { get; init; }

    /// <summary>
    /// When the tag is to expire, set after the move, for Quay drops an expiry that comes with it; null to ask for none. The rules of
    /// <see cref="ITagOperations.SetExpirationAsync"/> hold for it.
    /// </summary>
    public DateTimeOffset? Expiration { get; init; }

    /// <summary>Returns the options, with the expiration in UTC, on one line.</summary>
    public override string ToString() => SafeText.Line($"expects {ExpectedDigest ?? "any digest"}{(Force ? ", forced" : "")}{(Expiration is { } end ? SafeText.Line($", expires {end}") : "")}");
}
