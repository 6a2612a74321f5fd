using Microsoft.Extensions.Configuration;

namespace Quay.Client;

/// <summary>
/// Finds the unknown keys and invalid values of a configuration, and binds the valid values. The binder ignores unknown keys, and its
/// exception for an invalid value contains the value, which could be a token.
/// </summary>
internal static class ConfigurationKeys
{
    private static readonly ValueKind Text = new("a string", _ => true);
    private static readonly ValueKind Address = new("an address", text => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _));
    private static readonly ValueKind Switch = new("true or false", text => bool.TryParse(text, out _));
    private static readonly ValueKind Int32 = new(
        "a 32-bit integer", text => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _));
    private static readonly ValueKind Int64 = new(
        "a 64-bit integer", text => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _));
    private static readonly ValueKind Number = new(
        "a number, such as 2.5", text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
    private static readonly ValueKind Duration = new(
        "a duration, such as 00:00:30", text => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _));

    private static readonly Dictionary<string, ValueKind> Bound = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(QuayClientOptions.Endpoint)] = Address,
        [nameof(QuayClientOptions.Token)] = Text,
        [nameof(QuayClientOptions.ApplicationId)] = Text,
        [nameof(QuayClientOptions.AllowInsecureHttp)] = Switch,
        [nameof(QuayClientOptions.MaxRetries)] = Int32,
        [nameof(QuayClientOptions.RetryDelay)] = Duration,
        [nameof(QuayClientOptions.MaxRetryDelay)] = Duration,
        [nameof(QuayClientOptions.AttemptTimeout)] = Duration,
        [nameof(QuayClientOptions.Timeout)] = Duration,
        [nameof(QuayClientOptions.MaxConcurrentPages)] = Int32,
        [nameof(QuayClientOptions.RequestsPerSecond)] = Number,
        [nameof(QuayClientOptions.MaxConcurrentRequests)] = Int32,
        [nameof(QuayClientOptions.RecoverLostWrites)] = Switch,
        [nameof(QuayClientOptions.MaxResponseBytes)] = Int64,
    };

    // Options that are objects.
    private static readonly string[] CodeOnly =
    [
        nameof(QuayClientOptions.TokenProvider),
        nameof(QuayClientOptions.RateLimiter),
        nameof(QuayClientOptions.TimeProvider),
        nameof(QuayClientOptions.LoggerFactory),
    ];

    // Gets the options that a configuration can hold.
    public static IEnumerable<string> BoundNames => Bound.Keys;

    public static IEnumerable<string> AllNames => Bound.Keys.Concat(CodeOnly);

    // Sets the options that have valid values.
    public static void Bind(IConfiguration configuration, QuayClientOptions options) => new ConfigurationBuilder()
        .AddInMemoryCollection(configuration.GetChildren()
            .Where(child => Bound.TryGetValue(child.Key, out ValueKind? kind) && IsValue(child) && kind.CanConvert(child.Value!))
            .Select(child => KeyValuePair.Create(child.Key, child.Value)))
        .Build()
        .Bind(options);

    public static string[] FaultsOf(IConfiguration configuration)
    {
        // A root also has the keys and sections of the application and all environment variables.
        string? section = (configuration as IConfigurationSection)?.Path;
        return
        [
            .. configuration.GetChildren().SelectMany(child => Bound.TryGetValue(child.Key, out ValueKind? kind)
                ? FaultsOf(child, kind, isInRoot: section is null)
                : section is null ? [] : [UnknownKey(section, child)]),
        ];
    }

    // An empty value is how an environment variable is cleared. But an empty token is more likely a mistake of a deployment, which must not
    // become anonymous access.
    private static bool IsValue(IConfigurationSection option) => option.Value is not (null or "")
        || (option.Value is "" && option.Key.Equals(nameof(QuayClientOptions.Token), StringComparison.OrdinalIgnoreCase));

    // The messages never contain a value.
    private static IEnumerable<string> FaultsOf(IConfigurationSection option, ValueKind kind, bool isInRoot)
    {
        if (IsValue(option) && !kind.CanConvert(option.Value!))
        {
            yield return SafeLine.Of($"The value of \"{option.Path}\" must be {kind.Description}.");
        }

        foreach (IConfigurationSection nested in isInRoot ? [] : option.GetChildren())
        {
            yield return SafeLine.Of($"\"{option.Key}\" must be {kind.Description}, but it has the key \"{nested.Path}\".");
        }
    }

    private static string UnknownKey(string section, IConfigurationSection unknown)
    {
        string key = unknown.Key;
        if (CodeOnly.Contains(key, StringComparer.OrdinalIgnoreCase))
        {
            return SafeLine.Of($"The section \"{section}\" has the key \"{key}\", which can only be set in code.");
        }

        if (unknown.GetChildren().Any())
        {
            return SafeLine.Of($"The section \"{section}\" contains the section \"{key}\", which is not an option.")
                + " Each client needs its own section, beside this one.";
        }

        (string closest, int distance) = AllNames.Select(name => (name, EditDistance.Between(key, name))).MinBy(name => name.Item2);
        string hint = distance <= Math.Max(key.Length, closest.Length) / 2
            ? $"Did you mean \"{closest}\"?"
            : $"The options are the properties of {nameof(QuayClientOptions)}.";
        return SafeLine.Of($"The section \"{section}\" has the key \"{key}\", which is not an option. ") + hint;
    }

    private sealed record ValueKind(string Description, Predicate<string> CanConvert);
}
