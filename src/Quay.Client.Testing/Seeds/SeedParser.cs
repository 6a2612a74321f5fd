using System.Text.Json;

namespace Quay.Client.Testing;

/// <summary>Parses seeds, except their tag histories.</summary>
internal static class SeedParser
{
    private const int FormatVersion = 1;
    private const int FirstMinor = 6;
    private const int LastMinor = 18;
    private const int MostSeconds = int.MaxValue;

    // Quay's default, as in FakeNamespace.
    private static readonly TimeSpan DefaultWindow = TimeSpan.FromDays(14);

    private static readonly string[] Policies = ["auto_prune_policies", "immutability_policies"];

    /// <exception cref="FormatException">The value is not a seed.</exception>
    public static FakeQuaySeed Parse(StrictJson json)
    {
        json.RequireObject("version", "clock", "server_version", "features", "users", "organizations", "tokens", "repositories");
        json.Get("version").Whole(FormatVersion, FormatVersion, "the version 1 of this format");
        List<SeedNamespace> namespaces =
        [
            .. Items(json, "users").Select(item => Namespace(item, isOrganization: false)),
            .. Items(json, "organizations").Select(item => Namespace(item, isOrganization: true)),
        ];
        List<SeedToken> tokens = [.. Items(json, "tokens").Select(Token)];
        List<SeedRepository> repositories = [.. Items(json, "repositories").Select(Repository)];
        RequireUnique(namespaces.Select(named => (named.Name, named.Path)), "users and organizations");
        RequireUnique(tokens.Select(token => (token.Value, token.Path)), "tokens");
        RequireUnique(repositories.Select(repository => (repository.FullName, repository.Path)), "repositories");
        DateTimeOffset? clock = json.Find("clock")?.Time();
        if (clock > StrictJson.LatestTime)
        {
            throw json.Get("clock").Error($"a time that is not after {StrictJson.LatestTime:u}");
        }

        foreach (SeedRepository repository in repositories)
        {
            TimeSpan? window = namespaces.FirstOrDefault(named => named.Name == repository.Namespace)?.TimeMachine;
            SeedHistory.RequirePossibleTimes(repository, clock, window ?? DefaultWindow);
        }

        return new FakeQuaySeed
        {
            Clock = clock,
            ServerVersion = json.Find("server_version") is { } version ? ServerVersion(version) : null,
            Features = json.Find("features") is { } features ? SeedFeatures.Parse(features) : unchanged => unchanged,
            Namespaces = namespaces,
            Tokens = tokens,
            Repositories = repositories,
        };
    }

    private static IEnumerable<StrictJson> Items(StrictJson json, string name) => json.Find(name)?.Items() ?? [];

    private static void RequireUnique(IEnumerable<(string Name, string Path)> names, string what)
    {
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, string path) in names)
        {
            if (!paths.TryAdd(name, path))
            {
                throw new FormatException($"{path}: expected {what} with different names, but {paths[name]} is '{name}' too.");
            }
        }
    }

    private static Version ServerVersion(StrictJson json)
    {
        const string Expected = "a version from \"3.6\" to \"3.18\"";
        return Version.TryParse(json.Text(Expected), out Version? version) && version is { Major: 3, Minor: >= FirstMinor and <= LastMinor }
            ? version
            : throw json.Error(Expected);
    }

    private static SeedNamespace Namespace(StrictJson json, bool isOrganization)
    {
        string[] properties = ["name", "tag_expiration_s", .. Policies];
        json.RequireObject(isOrganization ? [.. properties, "owners"] : properties);
        StrictJson name = json.Get("name");
        return new SeedNamespace(
            name.Text().Contains('/', StringComparison.Ordinal) ? throw name.Error("a name without /") : name.Text(),
            json.Path,
            isOrganization,
            PoliciesOf(json))
        {
            Owners = [.. Items(json, "owners").Select(owner => new SeedUser(owner.Text(), owner.Path))],
            TimeMachine = json.Find("tag_expiration_s")?.Whole(0, MostSeconds, "a number of seconds") is { } seconds
                ? TimeSpan.FromSeconds(seconds)
                : null,
        };
    }

    private static SeedToken Token(StrictJson json)
    {
        json.RequireObject("value", "user", "scopes");
        StrictJson? user = json.Find("user");
        string[] scopes = [.. Items(json, "scopes").Select(scope => scope.OneOf(FakeToken.EveryScope))];
        return new SeedToken(
            json.Get("value").Text(),
            json.Path,
            new SeedUser(user?.Text() ?? "admin", user?.Path ?? json.Path),
            (scopes is [] ? FakeToken.EveryScope : scopes).ToHashSet(StringComparer.Ordinal));
    }

    private static SeedRepository Repository(StrictJson json)
    {
        json.RequireObject(["name", "visibility", "description", "state", "permissions", "history", .. Policies]);
        StrictJson name = json.Get("name");
        if (name.Text().Split('/', 2) is not [{ Length: > 0 } owner, var rest] || !Names.IsRepository(rest))
        {
            throw name.Error("a name with its namespace, such as \"acme/app\"");
        }

        var repository = new SeedRepository(owner, rest, json.Path, PoliciesOf(json))
        {
            IsPublic = json.Find("visibility")?.OneOf("public", "private") == "public",
            Description = Description(json.Find("description")),
            State = json.Find("state")?.OneOf("NORMAL", "READ_ONLY", "MIRROR") switch
            {
                "READ_ONLY" => FakeRepositoryState.ReadOnly,
                "MIRROR" => FakeRepositoryState.Mirror,
                _ => FakeRepositoryState.Normal,
            },
            Permissions = [.. (json.Find("permissions")?.Properties() ?? []).Select(grant => (
                new SeedUser(grant.Name, grant.Value.Path), Role(grant.Value)))],
        };
        return json.Find("history") is { } history ? SeedHistory.Parse(history, repository) : repository;
    }

    private static FakeRole Role(StrictJson json) => json.OneOf("read", "write", "admin") switch
    {
        "read" => FakeRole.Read,
        "write" => FakeRole.Write,
        _ => FakeRole.Admin,
    };

    private static string? Description(StrictJson? json) =>
        json is not { } value ? ""
        : value.IsNull ? null
        : value.Value.ValueKind == JsonValueKind.String ? value.Value.GetString()
        : throw value.Error("a string or null");

    private static SeedPolicies PoliciesOf(StrictJson json) => new(
        [.. Items(json, Policies[0]).Select(AutoPrune)], [.. Items(json, Policies[1]).Select(Immutability)], json.Path);

    private static FakeAutoPrunePolicy AutoPrune(StrictJson json)
    {
        json.RequireObject("method", "value", "tag_pattern", "tag_pattern_matches");
        string method = json.Get("method").OneOf("number_of_tags", "creation_date");
        StrictJson value = json.Get("value");
        string expected = method == "creation_date" ? "an age, such as \"7d\"" : "a number of tags, at least 1";
        try
        {
            return FakeAutoPrunePolicy.Create(
                "",
                method,
                method == "creation_date" ? value.Text(expected) : value.Whole(1, long.MaxValue, expected),
                json.Find("tag_pattern")?.Text(),
                json.Find("tag_pattern_matches")?.Flag() ?? true);
        }
        catch (ArgumentException)
        {
            throw value.Error(expected);
        }
    }

    private static FakeImmutabilityPolicy Immutability(StrictJson json)
    {
        json.RequireObject("tag_pattern", "tag_pattern_matches");
        StrictJson pattern = json.Get("tag_pattern");
        return FakeImmutabilityPolicy.ErrorOf(pattern.Text().Trim()) is null
            ? FakeImmutabilityPolicy.Create("", pattern.Text(), json.Find("tag_pattern_matches")?.Flag() ?? true)
            : throw pattern.Error("a regular expression of Python");
    }
}
