using System.Collections.Immutable;

namespace Quay.Client.Testing;

public sealed partial class FakeRepository
{
    // Written by one thread at a time under the registry's lock, read without it.
    private volatile ImmutableDictionary<DateOnly, int> _actions = ImmutableDictionary<DateOnly, int>.Empty;
    private volatile ImmutableList<FakeLogEntry> _log = [];
    private volatile ImmutableList<FakeNotification> _notifications = [];

    /// <summary>Gets a snapshot of the number of actions on each day (UTC).</summary>
    public IReadOnlyDictionary<DateOnly, int> Actions => _actions;

    /// <summary>Gets a snapshot of the auto-prune policies.</summary>
    public IReadOnlyList<FakeAutoPrunePolicy> AutoPrunePolicies => Policies.AutoPrune;

    /// <summary>Gets a snapshot of the immutability policies.</summary>
    public IReadOnlyList<FakeImmutabilityPolicy> ImmutabilityPolicies => Policies.Immutability;

    /// <summary>Gets a snapshot of the usage log, oldest entry first.</summary>
    public IReadOnlyList<FakeLogEntry> Log => _log;

    internal PolicySet Policies { get; } = new();

    internal ImmutableList<FakeNotification> Notifications
    {
        get => _notifications;
        set => _notifications = value;
    }

    /// <summary>Sets the number of actions on a day, for the statistics of the repository.</summary>
    /// <param name="day">The day (UTC).</param>
    /// <param name="count">The number of actions.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public void SetActions(DateOnly day, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Locked(() => _actions = _actions.SetItem(day, count));
    }

    /// <summary>Adds an auto-prune policy. An equal policy can already exist.</summary>
    /// <param name="method"><c>number_of_tags</c> or <c>creation_date</c>.</param>
    /// <param name="value">
    /// The number of tags (<see cref="int"/>, <see cref="long"/> or <see cref="System.Numerics.BigInteger"/>), or the age as a string such
    /// as <c>7d</c>.
    /// </param>
    /// <param name="tagPattern">The regular expression for the names of the tags; null for all tags.</param>
    /// <param name="tagPatternMatches">True if the policy applies to the names that match; false for those that do not match.</param>
    /// <exception cref="ArgumentException">The method is unknown, the value does not fit the method, or the pattern is blank.</exception>
    public FakeAutoPrunePolicy AddAutoPrunePolicy(string method, object value, string? tagPattern = null, bool tagPatternMatches = true)
    {
        var policy = FakeAutoPrunePolicy.Create(_registry.NewIdentifier(), method, value, tagPattern, tagPatternMatches);
        Locked(() => Policies.AutoPrune = Policies.AutoPrune.Add(policy));
        return policy;
    }

    /// <summary>Adds an immutability policy. Existing tags that it covers become immutable.</summary>
    /// <param name="tagPattern">The regular expression that the whole name of a tag must match.</param>
    /// <param name="tagPatternMatches">True if the policy applies to the names that match; false for those that do not match.</param>
    /// <remarks>These tags lose their expiration, unless <see cref="FakeFeatures.ImmutableTagsCanExpire"/> is enabled.</remarks>
    /// <exception cref="ArgumentException">Quay rejects the pattern.</exception>
    /// <exception cref="InvalidOperationException">Immutable tags are not enabled.</exception>
    public FakeImmutabilityPolicy AddImmutabilityPolicy(string tagPattern, bool tagPatternMatches = true)
    {
        ArgumentNullException.ThrowIfNull(tagPattern);
        var policy = FakeImmutabilityPolicy.Create(_registry.NewIdentifier(), tagPattern, tagPatternMatches);
        Locked(() =>
        {
            History.RequireImmutability();
            Policies.Immutability = Policies.Immutability.Add(policy);
            History.MakeImmutable(policy.Covers);
        });
        return policy;
    }

    /// <summary>Adds an entry to the usage log of the repository and of its namespace.</summary>
    public void AddLogEntry(FakeLogEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Locked(() =>
        {
            _log = _log.Add(entry);
            Namespace.AddLogEntry(entry);
        });
    }

    /// <summary>Removes old entries from the usage log of the repository and of its namespace, as Quay's log rotation does.</summary>
    /// <param name="before">The time of the oldest entry to keep.</param>
    public void RotateLog(DateTimeOffset before) => Locked(() =>
    {
        ImmutableList<FakeLogEntry> kept = _log.RemoveAll(entry => entry.Time < before);
        Namespace.RemoveLogEntries(_log.Where(entry => entry.Time < before));
        _log = kept;
    });
}
