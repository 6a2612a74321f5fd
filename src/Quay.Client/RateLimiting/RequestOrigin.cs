namespace Quay.Client;

/// <summary>Marks requests, so that the rate limiter sends the more urgent ones first.</summary>
internal static class RequestOrigin
{
    /// <summary>
    /// The name of the request option of a prefetched page. A Refit interface sets it with <c>[Property(RequestOrigin.Prefetch)] bool</c>.
    /// </summary>
    public const string Prefetch = "Quay.Client.Prefetch";

    public static readonly HttpRequestOptionsKey<bool> PrefetchKey = new(Prefetch);

    // The verification of a write uses the same methods as any read, so its requests are marked by their flow and not by a parameter.
    private static readonly AsyncLocal<bool> Continues = new();

    /// <summary>
    /// Marks all later requests of the calling async method as those of a call that has already started. The mark ends with the method.
    /// </summary>
    public static void MarkStarted() => Continues.Value = true;

    public static RequestPriority PriorityOf(HttpRequestMessage request, bool isRetry) =>
        isRetry || Continues.Value ? RequestPriority.Started
        : request.Options.TryGetValue(PrefetchKey, out bool isPrefetch) && isPrefetch ? RequestPriority.Prefetch
        : RequestPriority.First;
}
