namespace Quay.Client;

/// <summary>
/// Determines whether a request was refused because the server lacks a feature. Asks the server which routes it has, and remembers them
/// for some minutes, so that ordinary errors cost no further requests.
/// </summary>
internal sealed class FeatureCheck(IServerApi api, TimeProvider timeProvider)
{
    private static readonly TimeSpan TrustedFor = TimeSpan.FromMinutes(5);

    // The longest time that an error waits for the routes. A server that cannot describe its API must not delay errors by all retries.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private Task<ApiPaths?>? _paths;
    private long _asked;

    // Sends a request that only a server with the feature accepts. If the server does not report its routes, `isLacking` infers whether it
    // has the feature from other requests.
    public async Task<T> SendAsync<T>(
        OptionalFeature feature,
        string route,
        string what,
        Func<Task<T>> send,
        Func<QuayException, Task<bool>> isLacking,
        CancellationToken cancellationToken)
    {
        try
        {
            return await send().ConfigureAwait(false);
        }
        catch (QuayException refusal) when (OptionalFeature.MayBeAbsence(refusal))
        {
            await ThrowIfLackingAsync(feature, route, what, refusal, isLacking, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    // Throws a QuayFeatureException if the server lacks the feature.
    public async Task ThrowIfLackingAsync(
        OptionalFeature feature,
        string route,
        string what,
        QuayException refusal,
        Func<QuayException, Task<bool>> isLacking,
        CancellationToken cancellationToken)
    {
        int status = (int)refusal.StatusCode!.Value;
        if (await HasRouteAsync(route, cancellationToken).ConfigureAwait(false) is { } hasRoute)
        {
            if (hasRoute)
            {
                return;
            }

            throw feature.Lacking(
                $"{what}: the response was {status}. The server does not have this route, which needs {feature.Name}.", refusal);
        }

        bool lacks = false;
        try
        {
            lacks = await isLacking(refusal).ConfigureAwait(false);
        }
        catch (QuayException fault) when (fault is not QuayNotFoundException)
        {
            // The error of the original request explains more.
        }

        if (lacks)
        {
            throw feature.Lacking(
                $"{what}: the response was {status}, although a server with {feature.Name} accepts this request.", refusal);
        }
    }

    // Returns whether the server has a route; null if it does not report its routes in time.
    private async Task<bool?> HasRouteAsync(string route, CancellationToken cancellationToken)
    {
        (Task<ApiPaths?> paths, TimeSpan age) = GetPaths();
        TimeSpan left = age < Patience ? Patience - age : TimeSpan.Zero;
        try
        {
            return (await paths.WaitAsync(left, timeProvider, cancellationToken).ConfigureAwait(false))?.Contains(route);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    // Gets the request for the routes, and the time since it began.
    private (Task<ApiPaths?> Paths, TimeSpan Age) GetPaths()
    {
        lock (_gate)
        {
            // A failure is remembered too. Otherwise, its retries would delay each error of a server that cannot describe its API.
            if (_paths is null || (_paths.IsCompleted && timeProvider.GetElapsedTime(_asked) >= TrustedFor))
            {
                _asked = timeProvider.GetTimestamp();
                _paths = SharedTask.Run(AskAsync);
            }

            return (_paths, timeProvider.GetElapsedTime(_asked));
        }
    }

    private async Task<ApiPaths?> AskAsync()
    {
        try
        {
            return (await api.DiscoveryAsync(CancellationToken.None).ConfigureAwait(false)).PathsOfQuay;
        }
        catch (Exception fault) when (fault is not ObjectDisposedException)
        {
            // The error of the original request explains more, also if a handler of the host failed.
            return null;
        }
    }
}
