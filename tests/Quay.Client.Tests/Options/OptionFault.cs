namespace Quay.Client.Tests.Options;

/// <summary>Represents an invalid option and a part of its error message. All tokens are canaries.</summary>
internal sealed record OptionFault(string Option, string MessagePart, Action<QuayClientOptions> Apply)
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
        ["an image reference as endpoint"] =
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
            new("Endpoint", "set AllowInsecureHttp", o => (o.Endpoint, o.TokenProvider) = (new Uri("http://quay.test"), ProvideCanary)),
        ["a token and a token provider"] =
            new("Token", "TokenProvider must not both be set", o => (o.Token, o.TokenProvider) = (Canary, ProvideCanary)),
        ["an empty token"] = new("Token", "is empty. Set a token, or remove", o => o.Token = ""),
        ["a token with a line break"] = new("Token", "a line break", o => o.Token = Canary + "\n"),
        ["a token with a space"] = new("Token", "a space", o => o.Token = $"Bearer {Canary}"),
        ["a token with a non-ASCII character"] = new("Token", "another character that no token has", o => o.Token = Canary + "ä"),
        ["a token with a NUL"] = new("Token", "cannot be sent", o => o.Token = Canary + "\0"),
        ["an empty ApplicationId"] = new("ApplicationId", "must be product names", o => o.ApplicationId = ""),
        ["an ApplicationId with two spaces"] = new("ApplicationId", "separated by single spaces", o => o.ApplicationId = "a  b"),
        ["an ApplicationId with a line break"] =
            new("ApplicationId", "ASCII letters, digits and", o => o.ApplicationId = $"a\r\nAuthorization: {Canary}"),
        ["an ApplicationId that is too long"] =
            new("ApplicationId", "must have at most 128 characters", o => o.ApplicationId = new string('a', 129)),
        ["a MaxRetries below zero"] = new("MaxRetries", "from 0 to 100, not -1", o => o.MaxRetries = -1),
        ["a MaxRetries over 100"] = new("MaxRetries", "from 0 to 100, not 101", o => o.MaxRetries = 101),
        ["a RetryDelay below zero"] = new("RetryDelay", "must be from 00:00:00 to 1.00:00:00", o => o.RetryDelay = TimeSpan.FromTicks(-1)),
        ["a RetryDelay over a day"] =
            new("RetryDelay", "must be from 00:00:00 to 1.00:00:00", o => o.RetryDelay = TimeSpan.FromDays(1) + TimeSpan.FromTicks(1)),
        ["a MaxRetryDelay below zero"] = new("MaxRetryDelay", "must be from", o => o.MaxRetryDelay = TimeSpan.FromTicks(-1)),
        ["a MaxRetryDelay over a day"] = new("MaxRetryDelay", "must be from", o => o.MaxRetryDelay = TimeSpan.MaxValue),
        ["an AttemptTimeout of zero"] = new("AttemptTimeout", "must be from 00:00:00.0100000", o => o.AttemptTimeout = TimeSpan.Zero),
        ["an infinite AttemptTimeout"] = new("AttemptTimeout", "must be from", o => o.AttemptTimeout = Timeout.InfiniteTimeSpan),
        ["an AttemptTimeout over a day"] = new("AttemptTimeout", "must be from", o => o.AttemptTimeout = TimeSpan.FromHours(25)),
        ["a Timeout below 10 ms"] = new("Timeout", "must be from 00:00:00.0100000", o => o.Timeout = TimeSpan.FromMilliseconds(9)),
        ["a Timeout over a day"] = new("Timeout", "must be from", o => o.Timeout = TimeSpan.FromHours(25)),
        ["a MaxResponseBytes of zero"] = new("MaxResponseBytes", "must be from 1 to 2147483647, not 0", o => o.MaxResponseBytes = 0),
        ["a MaxResponseBytes over int.MaxValue"] = new("MaxResponseBytes", "not 2147483648", o => o.MaxResponseBytes = int.MaxValue + 1L),
        ["a MaxConcurrentPages of zero"] = new("MaxConcurrentPages", "must be from 1 to 64, not 0", o => o.MaxConcurrentPages = 0),
        ["a MaxConcurrentPages over 64"] = new("MaxConcurrentPages", "must be from 1 to 64, not 65", o => o.MaxConcurrentPages = 65),
        ["a RequestsPerSecond of zero"] = new("RequestsPerSecond", "must be from 0.01 to 100000, not 0", o => o.RequestsPerSecond = 0),
        ["an infinite RequestsPerSecond"] = new("RequestsPerSecond", "must be from", o => o.RequestsPerSecond = double.PositiveInfinity),
        ["a RequestsPerSecond that is not a number"] = new("RequestsPerSecond", "not NaN", o => o.RequestsPerSecond = double.NaN),
        ["a MaxConcurrentRequests of zero"] =
            new("MaxConcurrentRequests", "must be at least 1, not 0", o => o.MaxConcurrentRequests = 0),
        ["a RateLimiter and a RequestsPerSecond"] =
            new("RateLimiter", "cannot be combined", o => (o.RateLimiter, o.RequestsPerSecond) = (new QuayRateLimiter(), 1)),
        ["a RateLimiter and a MaxConcurrentRequests"] =
            new("RateLimiter", "cannot be combined", o => (o.RateLimiter, o.MaxConcurrentRequests) = (new QuayRateLimiter(), 1)),
        ["no TimeProvider"] = new("TimeProvider", "must not be null", o => o.TimeProvider = null!),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    /// <summary>Sets the only required option.</summary>
    public static void SetValid(QuayClientOptions options) => options.Endpoint = new Uri("https://quay.test");

    private static ValueTask<string?> ProvideCanary(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(Canary);
}
