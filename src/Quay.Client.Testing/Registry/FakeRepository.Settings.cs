using System.Collections.Immutable;

namespace Quay.Client.Testing.Registry;

/// <content>What is kept of it beside its images and tags.</content>
public sealed partial class FakeRepository
{
    // Written by one thread at a time, behind the gate; read by any.
    private volatile ImmutableDictionary<DateOnly, int> _actions = ImmutableDictionary<DateOnly, int>.Empty;
    private volatile ImmutableList<FakeAutoPrunePolicy> _autoPrunePolicies = [];
    private volatile ImmutableList<FakeImmutabilityPolicy> _immutabilityPolicies = [];
    private volatile ImmutableList<FakeLogEntry> _log = [];

    /// <summary>How often it was used on a day (UTC), as of now.</summary>
    public IReadOnlyDictionary<DateOnly, int> Actions => _actions;

    /// <summary>The rules by which tags are deleted, as of now.</summary>
    public IReadOnlyList<FakeAutoPrunePolicy> AutoPrunePolicies => _autoPrunePolicies;

    /// <summary>The rules by which new tags are immutable, as of now.</summary>
    public IReadOnlyList<FakeImmutabilityPolicy> ImmutabilityPolicies => _immutabilityPolicies;

    /// <summary>The usage log as of now, in the order of what was done.</summary>
    public IReadOnlyList<FakeLogEntry> Log => _log;

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
    /// <param name="value">A number of tags, an <see cref="int"/> or a <see cref="long"/>, or an age such as <c>7d</c>.</param>
    /// <param name="tagPattern">A regular expression for the names that it is about; null for all.</param>
    /// <param name="tagPatternMatches">Whether it is about the names that match, not those that do not.</param>
    /// <exception cref="ArgumentException">There is no such method, the value is none for it, or the pattern is blank.</exception>
    public FakeAutoPrunePolicy AddAutoPrunePolicy(string method, object value, string? tagPattern = null, bool tagPatternMatches = true)
    {
        var policy = new FakeAutoPrunePolicy
        {
            Id = _registry.NewIdentifier(),
            Method = FakeAutoPrunePolicy.IsMethod(method) ? method : throw new ArgumentException($"'{method}' is no method.", nameof(method)),
            Value = FakeAutoPrunePolicy.ValueOf(method, value) ?? throw new ArgumentException($"'{value}' is no value of {method}.", nameof(value)),
            TagPattern = tagPattern?.Trim() is not "" ? tagPattern?.Trim() : throw new ArgumentException("The pattern is blank.", nameof(tagPattern)),
            TagPatternMatches = tagPatternMatches,
        };
        Locked(() => Add(policy));
        return policy;
    }

    /// <summary>Adds a rule by which new tags are immutable, and makes the tags immutable that it covers now: these never expire then.</summary>
    /// <param name="tagPattern">A regular expression for whole names.</param>
    /// <param name="tagPatternMatches">Whether it is about the names that match, not those that do not.</param>
    /// <exception cref="ArgumentException">The pattern is none that Quay takes.</exception>
    /// <exception cref="InvalidOperationException">Immutable tags are not switched on.</exception>
    public FakeImmutabilityPolicy AddImmutabilityPolicy(string tagPattern, bool tagPatternMatches = true)
    {
        ArgumentNullException.ThrowIfNull(tagPattern);
        var policy = new FakeImmutabilityPolicy { Id = _registry.NewIdentifier(), TagPattern = tagPattern.Trim(), TagPatternMatches = tagPatternMatches };
        if (FakeImmutabilityPolicy.FaultOf(policy.TagPattern) is { } fault)
        {
            throw new ArgumentException(fault, nameof(tagPattern));
        }

        Locked(() =>
        {
            NeedImmutability();
            Add(policy);
            History.MakeImmutable(policy.Covers);
        });
        return policy;
    }

    /// <summary>Adds an entry to the usage log.</summary>
    public void AddLogEntry(FakeLogEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Locked(() => _log = _log.Add(entry));
    }

    internal void Add(FakeAutoPrunePolicy policy) => _autoPrunePolicies = _autoPrunePolicies.Add(policy);

    internal void Replace(FakeAutoPrunePolicy before, FakeAutoPrunePolicy after) => _autoPrunePolicies = _autoPrunePolicies.Replace(before, after);

    internal void Remove(FakeAutoPrunePolicy policy) => _autoPrunePolicies = _autoPrunePolicies.Remove(policy);

    internal void Add(FakeImmutabilityPolicy policy) => _immutabilityPolicies = _immutabilityPolicies.Add(policy);

    internal void Replace(FakeImmutabilityPolicy before, FakeImmutabilityPolicy after) =>
        _immutabilityPolicies = _immutabilityPolicies.Replace(before, after);

    internal void Remove(FakeImmutabilityPolicy policy) => _immutabilityPolicies = _immutabilityPolicies.Remove(policy);
}
