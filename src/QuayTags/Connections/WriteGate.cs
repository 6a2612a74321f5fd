namespace QuayTags;

/// <summary>Specifies whether a client sends its writes. It is closed in a dry run, and until the user has confirmed the writes.</summary>
internal sealed class WriteGate
{
    public bool IsOpen { get; set; }
}
