namespace Quay.Client.Transport;

/// <summary>
/// The token of one call. A <c>TokenProvider</c> can give another to each request, so only the handler that sends a request knows which token its response
/// belongs to: it is written here.
/// </summary>
internal sealed class CallToken
{
    /// <summary>The name under which a request carries it.</summary>
    public const string Name = "Quay.Client.CallToken";

    public static readonly HttpRequestOptionsKey<CallToken?> Key = new(Name);

    /// <summary>The token of the last attempt; null when the options have none, and when none was sent.</summary>
    public string? Value { get; set; }

    /// <summary>Whether the request is to be sent with this token, whatever the options have.</summary>
    public bool IsFixed { get; init; }
}
