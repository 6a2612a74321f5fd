using Quay.Client;

namespace QuayTags;

/// <summary>The exception that is thrown when the first request of a write changed the tag, and a later one failed.</summary>
internal sealed class PartialWriteException(TagChange change, QuayException fault) : Exception(fault.Message, fault)
{
    /// <summary>Gets what the first request changed.</summary>
    public TagChange Change { get; } = change;
}
