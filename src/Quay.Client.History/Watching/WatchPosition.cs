namespace Quay.Client.History;

/// <summary>
/// Represents how far the events of a watch were delivered. Store it as JSON, and pass it to <see cref="WatchOptions.StartAfter"/> to
/// receive the later events. None is reported twice, except the one in progress when the program stopped. A position contains the live
/// tags, about 130 bytes for each, and is immutable.
/// </summary>
public sealed class WatchPosition
{
    internal WatchPosition(WatchState state) => State = state;

    /// <summary>Gets the root address of the Quay server. The position is valid only there.</summary>
    public Uri Registry => State.Registry;

    /// <summary>Gets the repository or the namespace that is watched.</summary>
    public string Scope => State.Scope;

    /// <summary>Gets the name or glob that selects the tags, such as <c>1.2.*</c>; null for all.</summary>
    public string? Pattern => State.Pattern;

    /// <summary>Gets the time up to which all events are known; for a namespace, the earliest of its repositories'.</summary>
    public DateTimeOffset SettledAt => State.Repositories.Count == 0
        ? State.ListedAt ?? DateTimeOffset.MinValue
        : State.Repositories.Values.Min(repository => repository.SettledAt);

    internal WatchState State { get; }

    /// <summary>Reads a position from JSON.</summary>
    /// <param name="json">The JSON that <see cref="ToJson"/> returned.</param>
    /// <exception cref="JsonException">The JSON is not a position: a property is missing, unknown, null or of another type.</exception>
    public static WatchPosition Parse(string json) => new(
        JsonSerializer.Deserialize(json, WatchStateJsonContext.Default.WatchState) ?? throw new JsonException("The position is null."));

    /// <summary>Returns the position as JSON, on one line.</summary>
    public string ToJson() => JsonSerializer.Serialize(State, WatchStateJsonContext.Default.WatchState);

    /// <summary>Returns what is watched, and the time (UTC) up to which all events are known, on one line.</summary>
    public override string ToString()
    {
        string pending = State?.Pending is { Count: > 0 and var count } ? $", {Counted.Of(count, "event")} not delivered" : "";
        return SafeLine.Of($"{State?.Scope}, up to {(State is null ? null : SettledAt)}{pending}");
    }
}
