using System.Globalization;

namespace Quay.Client.Testing;

/// <summary>Maps the keys of Quay's configuration to the properties of <see cref="FakeFeatures"/>.</summary>
internal static class SeedFeatures
{
    private static readonly Dictionary<string, Func<FakeFeatures, bool, FakeFeatures>> Flags = new(StringComparer.Ordinal)
    {
        ["FEATURE_ANONYMOUS_ACCESS"] = (features, value) => features with { AnonymousAccess = value },
        ["FEATURE_IMMUTABLE_TAGS"] = (features, value) => features with { ImmutableTags = value },
        ["FEATURE_IMMUTABLE_TAGS_CAN_EXPIRE"] = (features, value) => features with { ImmutableTagsCanExpire = value },
        ["FEATURE_IMAGE_PULL_STATS"] = (features, value) => features with { PullStatistics = value },
        ["PERMANENTLY_DELETE_TAGS"] = (features, value) => features with { PermanentTagDeletion = value },
        ["FEATURE_REPO_MIRROR"] = (features, value) => features with { RepositoryMirror = value },
        ["FEATURE_AUTO_PRUNE"] = (features, value) => features with { AutoPrune = value },
        ["FEATURE_SECURITY_SCANNER"] = (features, value) => features with { SecurityScanner = value },
        ["FEATURE_QUOTA_MANAGEMENT"] = (features, value) => features with { QuotaManagement = value },
        ["FEATURE_EXTENDED_REPOSITORY_NAMES"] = (features, value) => features with { ExtendedRepositoryNames = value },
        ["FEATURE_CHANGE_TAG_EXPIRATION"] = (features, value) => features with { ChangeTagExpiration = value },
        ["FEATURE_BILLING"] = (features, value) => features with { Billing = value },
        ["BROWSER_API_CALLS_XHR_ONLY"] = (features, value) => features with { BrowserCallsNeedXhr = value },
    };

    /// <summary>Gets the supported keys of Quay's configuration.</summary>
    public static IReadOnlyList<string> Keys { get; } =
        [.. Flags.Keys, "REGISTRY_STATE", "LABELED_EXPIRATION_MINIMUM", "LABELED_EXPIRATION_MAXIMUM"];

    /// <summary>Returns a function that changes the listed features, and keeps the others.</summary>
    public static Func<FakeFeatures, FakeFeatures> Parse(StrictJson json)
    {
        Func<FakeFeatures, FakeFeatures>[] changes = [.. json.RequireObject(Keys).Properties().Select(Change)];
        return features => changes.Aggregate(features, (current, change) => change(current));
    }

    private static Func<FakeFeatures, FakeFeatures> Change((string Key, StrictJson Value) setting)
    {
        (string key, StrictJson json) = setting;
        if (Flags.TryGetValue(key, out Func<FakeFeatures, bool, FakeFeatures>? flag))
        {
            bool value = json.Flag();
            return features => flag(features, value);
        }

        if (key == "REGISTRY_STATE")
        {
            bool isReadOnly = json.OneOf("normal", "readonly") == "readonly";
            return features => features with { RegistryIsReadOnly = isReadOnly };
        }

        TimeSpan duration = Duration(json);
        return key == "LABELED_EXPIRATION_MINIMUM"
            ? features => features with { MinimumExpiration = duration }
            : features => features with { MaximumExpiration = duration };
    }

    /// <summary>Parses a duration in the form of Quay's configuration, such as <c>1h</c> or <c>104w</c>.</summary>
    private static TimeSpan Duration(StrictJson json)
    {
        const string Expected = "a duration, such as \"1h\" or \"104w\"";
        string text = json.Text(Expected);
        return text.Length <= 6 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? text[^1] switch
            {
                's' => TimeSpan.FromSeconds(number),
                'm' => TimeSpan.FromMinutes(number),
                'h' => TimeSpan.FromHours(number),
                'd' => TimeSpan.FromDays(number),
                'w' => TimeSpan.FromDays(7 * number),
                _ => throw json.Error(Expected),
            }
            : throw json.Error(Expected);
    }
}
