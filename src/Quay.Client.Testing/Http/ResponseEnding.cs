namespace Quay.Client.Testing;

/// <summary>Specifies how the transmission of a response ends.</summary>
public enum ResponseEnding
{
    /// <summary>The whole response is sent.</summary>
    Complete,

    /// <summary>The transmission stops, and the connection stays open.</summary>
    Stall,

    /// <summary>The connection is closed before the response is complete.</summary>
    Cut,
}
