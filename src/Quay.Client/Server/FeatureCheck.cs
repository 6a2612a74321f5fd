namespace Quay.Client;

/// <summary>
/// Determines whether a request was refused because the server lacks a feature. Asks the server which routes it has, and remembers them
/// for some minutes, so that ordinary errors cost no further requests.
/// </summary>
internal sealed class FeatureCheck(IServerApi api, TimeProvider timeProvider)
{
    private static readonly TimeSpan TrustedFor = TimeSpan.FromMinutes(5);

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

    // Returns whether the server has a route; null if it does not report its routes.
    private async Task<bool?> HasRouteAsync(string route, CancellationToken cancellationToken) =>
        (await GetPathsAsync().WaitAsync(cancellationToken).ConfigureAwait(false))?.Contains(route);

    private Task<ApiPaths?> GetPathsAsync()
    {
        lock (_gate)
        {
            // A failure is remembered too. Otherwise, its retries would delay each error of a server that cannot describe its API.
            if (_paths is null || (_paths.IsCompleted && timeProvider.GetElapsedTime(_asked) >= TrustedFor))
            {
                // Several callers share the request, so no caller can cancel it. The usual time limits of a request apply.
                _asked = timeProvider.GetTimestamp();
                _paths = Task.Run(AskAsync, CancellationToken.None);

                // Observes the exception if every caller stopped waiting and the client was disposed.
                _ = _paths.ContinueWith(
                    static asked => asked.Exception,
                    CancellationToken.None,
                    TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
                    TaskScheduler.Default);
            }

            return _paths;
        }
    }

    private async Task<ApiPaths?> AskAsync()
    {
        try
        {
            return (await api.DiscoveryAsync(CancellationToken.None).ConfigureAwait(false)).Paths;
        }
        catch (QuayException)
        {
            // The error of the original request explains more.
            return null;
        }
    }
}
