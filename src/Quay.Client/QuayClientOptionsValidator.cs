using Microsoft.Extensions.Options;

namespace Quay.Client;

/// <summary>Validates the options of a client. The messages name the option and never contain a token.</summary>
internal sealed class QuayClientOptionsValidator : IValidateOptions<QuayClientOptions>
{
    // The limits of Polly's timeout.
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestTime = TimeSpan.FromHours(24);

    public static IReadOnlyList<string> Validate(QuayClientOptions options) =>
    [
        .. EndpointRule.FaultsOf(options).Select(fault => $"{Name(nameof(options.Endpoint))} {fault}"),
        .. FaultsOfToken(options),
        .. options.ApplicationId is { } id && UserAgent.BrokenRule(id) is { } rule ? [$"{Name(nameof(options.ApplicationId))} {rule}."]
            : Array.Empty<string>(),
        .. NotBetween(nameof(options.MaxRetries), options.MaxRetries, 0, 100),
        .. NotBetween(nameof(options.RetryDelay), options.RetryDelay, TimeSpan.Zero),
        .. NotBetween(nameof(options.MaxRetryDelay), options.MaxRetryDelay, TimeSpan.Zero),
        .. NotBetween(nameof(options.AttemptTimeout), options.AttemptTimeout, ShortestTimeout),
        .. NotBetween(nameof(options.Timeout), options.Timeout, ShortestTimeout),
        .. NotBetween(nameof(options.MaxResponseBytes), options.MaxResponseBytes, 1, int.MaxValue),
        .. NotBetween(nameof(options.MaxConcurrentPages), options.MaxConcurrentPages, 1, TagHistoryQuery.MaxPagesAtATime),
        .. FaultsOfRateLimit(options),
        .. options.TimeProvider is null ? [$"{Name(nameof(options.TimeProvider))} must not be null."] : Array.Empty<string>(),
    ];

    ValidateOptionsResult IValidateOptions<QuayClientOptions>.Validate(string? name, QuayClientOptions options) =>
        Validate(options) is { Count: > 0 } faults
            ? ValidateOptionsResult.Fail(string.IsNullOrEmpty(name) ? faults : faults.Select(fault => $"The client \"{name}\": {fault}"))
            : ValidateOptionsResult.Success;

    private static IEnumerable<string> FaultsOfToken(QuayClientOptions options)
    {
        string name = Name(nameof(options.Token));
        if (options.Token is not null && options.TokenProvider is not null)
        {
            yield return $"{name} and {nameof(options.TokenProvider)} must not both be set.";
        }

        if (options.Token is "")
        {
            yield return $"{name} is empty. Set a token, or remove the setting or environment variable to read only public data.";
        }
        else if (options.Token is not null && BearerToken.BrokenRule(options.Token) is { } rule)
        {
            yield return $"{name} cannot be sent: {rule}.";
        }
    }

    private static IEnumerable<string> FaultsOfRateLimit(QuayClientOptions options)
    {
        string rate = Name(nameof(options.RequestsPerSecond));
        string concurrency = Name(nameof(options.MaxConcurrentRequests));
        if (options.RequestsPerSecond is { } perSecond and not (>= RequestLimiter.LowestRate and <= RequestLimiter.HighestRate))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{rate} must be from {RequestLimiter.LowestRate} to {RequestLimiter.HighestRate}, not {perSecond}.");
        }

        if (options.MaxConcurrentRequests is < 1)
        {
            yield return SafeLine.Of($"{concurrency} must be at least 1, not {options.MaxConcurrentRequests}.");
        }

        if (options.RateLimiter is not null && (options.RequestsPerSecond is not null || options.MaxConcurrentRequests is not null))
        {
            yield return $"{Name(nameof(options.RateLimiter))} cannot be combined with {rate} or {concurrency}. Pass these limits to the "
                + $"constructor of {nameof(QuayRateLimiter)}.";
        }
    }

    private static string[] NotBetween(string option, long value, long least, long most) =>
        value >= least && value <= most ? [] : [SafeLine.Of($"{Name(option)} must be from {least} to {most}, not {value}.")];

    private static string[] NotBetween(string option, TimeSpan time, TimeSpan shortest) => time >= shortest && time <= LongestTime
        ? []
        : [SafeLine.Of($"{Name(option)} must be from {shortest} to {LongestTime} (days.hours:minutes:seconds), not {time}.")];

    private static string Name(string option) => $"{nameof(QuayClientOptions)}.{option}";
}
