namespace Quay.Client.History;

/// <summary>What a step of a rollback does.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RollbackAction>))]
public enum RollbackAction
{
    /// <summary>Brings back a tag that is not there.</summary>
    [JsonStringEnumMemberName("restore")]
    Restore,

    /// <summary>Points a tag back that points elsewhere. Quay's <c>restore</c> does this too, and marks the new row as a reversion.</summary>
    [JsonStringEnumMemberName("move")]
    Move,

    /// <summary>Deletes a tag that came later; the time machine keeps it.</summary>
    [JsonStringEnumMemberName("delete")]
    Delete,
}
