namespace Quay.Client.Tests.Options;

/// <summary>Each way in which options can be wrong, and words of the message that says so. A token among them is a canary.</summary>
internal sealed record OptionFault(string Option, string Words, Action<QuayClientOptions> Spoil)
{
    public const string Canary = "canary-5e2d";

    public static IReadOnlyDictionary<string, OptionFault> All { get; } = new Dictionary<string, OptionFault>
    {
        ["no endpoint"] = new("Endpoint", "is required", o => o.Endpoint = null),
        ["a relative endpoint"] =
            new("Endpoint", "must be an absolute https or http address", o => o.Endpoint = new Uri("quay.io", UriKind.Relative)),
        ["a path as endpoint"] =
            new("Endpoint", "must be an absolute https or http address", o => o.Endpoint = new Uri("/api", UriKind.RelativeOrAbsolute)),
        ["an endpoint of another scheme"] =
            new("Endpoint", "must be an absolute https or http address", o => o.Endpoint = new Uri("ftp://quay.test")),
        ["an endpoint that is an image"] =
            new("Endpoint", "must be an absolute https or http address", o => o.Endpoint = new Uri("docker://quay.test/acme/app")),
        ["an endpoint with a user"] =
            new("Endpoint", "must have no user, query or fragment", o => o.Endpoint = new Uri($"https://user:{Canary}@quay.test")),
        ["an endpoint with a query"] =
            new("Endpoint", "must have no user, query or fragment", o => o.Endpoint = new Uri($"https://quay.test/?token={Canary}")),
        ["an endpoint with a fragment"] =
            new("Endpoint", "must have no user, query or fragment", o => o.Endpoint = new Uri($"https://quay.test/#{Canary}")),
        ["an endpoint with the API's path"] = new("Endpoint", "without /api/v1", o => o.Endpoint = new Uri("https://quay.test/api/v1")),
        ["an endpoint with the API's path and a slash"] =
            new("Endpoint", "without /api/v1", o => o.Endpoint = new Uri("https://quay.test/API/v1/")),
        ["an endpoint that ends in api"] = new("Endpoint", "without /api/v1", o => o.Endpoint = new Uri("https://quay.test/sub/api")),
        ["an endpoint with a lone question mark"] =
            new("Endpoint", "must have no user, query or fragment", o => o.Endpoint = new Uri("https://quay.test/?")),
        ["an endpoint with an empty user"] =
            new("Endpoint", "must have no user, query or fragment", o => o.Endpoint = new Uri("https://@quay.test/")),
        ["an endpoint with an empty segment"] =
            new("Endpoint", "write https://quay.test/ok.", o => o.Endpoint = new Uri("https://quay.test/ok//")),
        ["a token over http"] =
            new("Endpoint", "set AllowInsecureHttp", o => (o.Endpoint, o.Token) = (new Uri("http://quay.test"), Canary)),
        ["a token provider over http"] =
            new("Endpoint", "set AllowInsecureHttp", o => (o.Endpoint, o.TokenProvider) = (new Uri("http://quay.test"), GiveCanary)),
        ["a token and a token provider"] =
            new("Token", "TokenProvider must not both be set", o => (o.Token, o.TokenProvider) = (Canary, GiveCanary)),
        ["an empty token"] = new("Token", "it is empty", o => o.Token = ""),
        ["a token with a line break"] = new("Token", "a line break", o => o.Token = Canary + "\n"),
        ["a token with a space"] = new("Token", "a space", o => o.Token = $"Bearer {Canary}"),
        ["a token beyond ASCII"] = new("Token", "another character that no token has", o => o.Token = Canary + "ä"),
        ["a token with a NUL"] = new("Token", "cannot be sent", o => o.Token = Canary + "\0"),
        ["retries below zero"] = new("MaxRetries", "from 0 to 100, not -1", o => o.MaxRetries = -1),
        ["too many retries"] = new("MaxRetries", "from 0 to 100, not 101", o => o.MaxRetries = 101),
        ["a delay below zero"] = new("RetryDelay", "must be from 00:00:00 to 1.00:00:00", o => o.RetryDelay = TimeSpan.FromTicks(-1)),
        ["a delay beyond a day"] =
            new("RetryDelay", "must be from 00:00:00 to 1.00:00:00", o => o.RetryDelay = TimeSpan.FromDays(1) + TimeSpan.FromTicks(1)),
        ["a longest delay below zero"] = new("MaxRetryDelay", "must be from", o => o.MaxRetryDelay = TimeSpan.FromTicks(-1)),
        ["a longest delay beyond a day"] = new("MaxRetryDelay", "must be from", o => o.MaxRetryDelay = TimeSpan.MaxValue),
        ["no time for an attempt"] = new("AttemptTimeout", "must be from 00:00:00.0100000", o => o.AttemptTimeout = TimeSpan.Zero),
        ["an endless attempt"] = new("AttemptTimeout", "must be from", o => o.AttemptTimeout = Timeout.InfiniteTimeSpan),
        ["an attempt beyond a day"] = new("AttemptTimeout", "must be from", o => o.AttemptTimeout = TimeSpan.FromHours(25)),
        ["no time for a call"] = new("Timeout", "must be from 00:00:00.0100000", o => o.Timeout = TimeSpan.FromMilliseconds(9)),
        ["a call beyond a day"] = new("Timeout", "must be from", o => o.Timeout = TimeSpan.FromHours(25)),
        ["no bytes"] = new("MaxResponseBytes", "must be from 1 to 2147483647, not 0", o => o.MaxResponseBytes = 0),
        ["more bytes than a buffer holds"] = new("MaxResponseBytes", "not 2147483648", o => o.MaxResponseBytes = int.MaxValue + 1L),
        ["no page at a time"] = new("MaxConcurrentPages", "must be from 1 to 64, not 0", o => o.MaxConcurrentPages = 0),
        ["too many pages at a time"] = new("MaxConcurrentPages", "must be from 1 to 64, not 65", o => o.MaxConcurrentPages = 65),
        ["no clock"] = new("TimeProvider", "must not be null", o => o.TimeProvider = null!),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    /// <summary>The least that good options have.</summary>
    public static void SetGood(QuayClientOptions options) => options.Endpoint = new Uri("https://quay.test");

    private static ValueTask<string?> GiveCanary(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(Canary);
}
