namespace Quay.Client;

/// <summary>
/// Records the token of one call. A <c>TokenProvider</c> can return a different token for each request, so only the handler that sends the
/// request knows which token its response belongs to.
/// </summary>
internal sealed class CallToken
{
    public const string Name = "Quay.Client.CallToken";

    public static readonly HttpRequestOptionsKey<CallToken?> Key = new(Name);

    // Gets or sets the token of the last attempt; null if none is configured or none was sent.
    public string? Value { get; set; }

    // Gets whether the request must use this token instead of the configured one.
    public bool IsFixed { get; init; }
}
