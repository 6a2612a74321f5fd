using Microsoft.Extensions.Options;

namespace Quay.Client;

/// <summary>Says what is wrong with options, in sentences that name the option and never a token.</summary>
internal sealed class QuayClientOptionsValidator : IValidateOptions<QuayClientOptions>
{
    // The limits of Polly's timeout, and of the framework's buffers.
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestTime = TimeSpan.FromHours(24);

    public static IReadOnlyList<string> Validate(QuayClientOptions options)
    {
        var faults = new List<string>();
        CheckEndpoint(options.Endpoint, faults);
        CheckToken(options, faults);
        if (options.MaxRetries is < 0 or > 100)
        {
            faults.Add(SafeText.Line($"{Name(nameof(options.MaxRetries))} must be from 0 to 100, not {options.MaxRetries}."));
        }

        CheckTime(options.RetryDelay, TimeSpan.Zero, nameof(options.RetryDelay), faults);
        CheckTime(options.MaxRetryDelay, TimeSpan.Zero, nameof(options.MaxRetryDelay), faults);
        CheckTime(options.AttemptTimeout, ShortestTimeout, nameof(options.AttemptTimeout), faults);
        CheckTime(options.Timeout, ShortestTimeout, nameof(options.Timeout), faults);
        if (options.MaxResponseBytes is < 1 or > int.MaxValue)
        {
            faults.Add(SafeText.Line($"{Name(nameof(options.MaxResponseBytes))} must be from 1 to {int.MaxValue}, not {options.MaxResponseBytes}."));
        }

        if (options.MaxConcurrentPages is < 1 or > TagHistoryQuery.MaxPagesAtATime)
        {
            faults.Add(SafeText.Line($"{Name(nameof(options.MaxConcurrentPages))} must be from 1 to {TagHistoryQuery.MaxPagesAtATime}, not {options.MaxConcurrentPages}."));
        }

        if (options.TimeProvider is null)
        {
            faults.Add($"{Name(nameof(options.TimeProvider))} must not be null.");
        }

        return faults;
    }

    ValidateOptionsResult IValidateOptions<QuayClientOptions>.Validate(string? name, QuayClientOptions options) =>
        Validate(options) is { Count: > 0 } faults
            ? ValidateOptionsResult.Fail(string.IsNullOrEmpty(name) ? faults : faults.Select(fault => $"The client \"{name}\": {fault}"))
            : ValidateOptionsResult.Success;

    private static void CheckEndpoint(Uri? endpoint, List<string> faults)
    {
        if (EndpointRule.FaultOf(endpoint) is { } fault)
        {
            faults.Add($"{Name(nameof(QuayClientOptions.Endpoint))} {fault}");
        }
    }

    private static void CheckToken(QuayClientOptions options, List<string> faults)
    {
        if (options.Token is not null && options.TokenProvider is not null)
        {
            faults.Add($"{Name(nameof(options.Token))} and {nameof(options.TokenProvider)} must not both be set.");
        }

        if (options.Token is not null && BearerToken.BrokenRule(options.Token) is { } rule)
        {
            faults.Add($"{Name(nameof(options.Token))} cannot be sent: {rule}.");
        }

        bool hasToken = options.Token is not null || options.TokenProvider is not null;
        if (hasToken && !options.AllowInsecureHttp && options.Endpoint is { IsAbsoluteUri: true, IsLoopback: false, Scheme: "http" })
        {
            faults.Add(
                $"{Name(nameof(options.Endpoint))} is http, where everyone on the way can read the token: "
                + $"use https, or set {nameof(options.AllowInsecureHttp)}.");
        }
    }

    private static void CheckTime(TimeSpan time, TimeSpan shortest, string option, List<string> faults)
    {
        if (time < shortest || time > LongestTime)
        {
            faults.Add(SafeText.Line($"{Name(option)} must be from {shortest} to {LongestTime} (days.hours:minutes:seconds), not {time}."));
        }
    }

    private static string Name(string option) => $"{nameof(QuayClientOptions)}.{option}";
}
