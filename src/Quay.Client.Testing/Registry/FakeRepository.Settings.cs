using System.Collections.Immutable;

namespace Quay.Client.Testing;

/// <content>What is kept of it beside its images and tags.</content>
public sealed partial class FakeRepository
{
    // Written by one thread at a time, behind the gate; read by any.
    private volatile ImmutableDictionary<DateOnly, int> _actions = ImmutableDictionary<DateOnly, int>.Empty;
    private volatile ImmutableList<FakeLogEntry> _log = [];
    private volatile ImmutableList<FakeNotification> _notifications = [];

    /// <summary>How often it was used on a day (UTC), as of now.</summary>
    public IReadOnlyDictionary<DateOnly, int> Actions => _actions;

    /// <summary>The rules by which tags are deleted, as of now.</summary>
    public IReadOnlyList<FakeAutoPrunePolicy> AutoPrunePolicies => Policies.AutoPrune;

    /// <summary>The rules by which new tags are immutable, as of now.</summary>
    public IReadOnlyList<FakeImmutabilityPolicy> ImmutabilityPolicies => Policies.Immutability;

    /// <summary>The usage log as of now, in the order of what was done.</summary>
    public IReadOnlyList<FakeLogEntry> Log => _log;

    internal PolicySet Policies { get; } = new();

    internal ImmutableList<FakeNotification> Notifications
    {
        get => _notifications;
        set => _notifications = value;
    }

    /// <summary>Sets how often it was used on a day.</summary>
    /// <param name="day">The day (UTC).</param>
    /// <param name="count">How often.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less than never.</exception>
    public void SetActions(DateOnly day, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Locked(() => _actions = _actions.SetItem(day, count));
    }

    /// <summary>Adds a rule by which tags are deleted; the same one may be there already.</summary>
    /// <param name="method"><c>number_of_tags</c> or <c>creation_date</c>.</param>
    /// <param name="value">
    /// A number of tags, an <see cref="int"/>, a <see cref="long"/> or a
    /// <see cref="System.Numerics.BigInteger"/>, or an age such as <c>7d</c>.
    /// </param>
    /// <param name="tagPattern">A regular expression for the names that it is about; null for all.</param>
    /// <param name="tagPatternMatches">Whether it is about the names that match, not those that do not.</param>
    /// <exception cref="ArgumentException">There is no such method, the value is none for it, or the pattern is blank.</exception>
    public FakeAutoPrunePolicy AddAutoPrunePolicy(string method, object value, string? tagPattern = null, bool tagPatternMatches = true)
    {
        var policy = FakeAutoPrunePolicy.Create(_registry.NewIdentifier(), method, value, tagPattern, tagPatternMatches);
        Locked(() => Policies.AutoPrune = Policies.AutoPrune.Add(policy));
        return policy;
    }

    /// <summary>
    /// Adds a rule by which new tags are immutable, and makes the tags immutable that it covers now: these never expire then.
    /// </summary>
    /// <param name="tagPattern">A regular expression for whole names.</param>
    /// <param name="tagPatternMatches">Whether it is about the names that match, not those that do not.</param>
    /// <exception cref="ArgumentException">The pattern is none that Quay takes.</exception>
    /// <exception cref="InvalidOperationException">Immutable tags are not switched on.</exception>
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
}
