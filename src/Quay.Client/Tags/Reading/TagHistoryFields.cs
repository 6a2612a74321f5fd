namespace Quay.Client;

/// <summary>The fields of a row while it is read.</summary>
internal struct TagHistoryFields
{
    public string? Name;
    public string? Digest;
    public long? Size;
    public Instant Start;
    public Instant End;
    public Instant LastModified;
    public Instant Expiration;
    public bool LastModifiedIsStart;
    public bool ExpirationIsEnd;
    public bool Reversion;
    public bool IsManifestList;
    public bool? Immutable;
    public bool? IsSparse;
    public int? ChildManifestCount;
    public int? PresentChildCount;
    public Dictionary<string, bool>? ChildManifestsPresence;

    /// <summary>What hardly any row has; null for nothing.</summary>
    public readonly RareFields? Rare()
    {
        bool isUsual = LastModified == default && Expiration == default
            && IsSparse is null && ChildManifestCount is null && PresentChildCount is null && ChildManifestsPresence is null;
        return isUsual ? null : new RareFields
        {
            LastModified = LastModified,
            Expiration = Expiration,
            IsSparse = IsSparse,
            ChildManifestCount = ChildManifestCount,
            PresentChildCount = PresentChildCount,
            ChildManifestsPresence = ChildManifestsPresence,
        };
    }
}
