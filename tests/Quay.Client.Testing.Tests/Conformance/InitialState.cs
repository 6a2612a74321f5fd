using System.Globalization;
using System.Text.Json.Nodes;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>
/// Creates a fake with the content that the recorded server had before its first request, as far as the recording shows it.
/// </summary>
internal sealed class InitialState
{
    private static readonly string Seed = string.Concat(RecordedServer.Runs.Select(InitialStateData.TextOf)) + File.ReadAllText(
        PathOf("history-2500.jsonl"));

    private readonly Dictionary<string, FakeNamespace> _namespaces = [];

    public InitialState(RecordedServer server, TimeProvider clock)
    {
        InitialStateData data = InitialStateData.Load(server.Run);
        Quay = new FakeQuay(clock) { Features = server.Features, IsBehindNginx = server.IsBehindNginx };
        if (server.IsDown)
        {
            Quay.Faults.Always(Fault.BadGateway);
        }

        foreach (InitialStateData.Namespace owner in data.Namespaces)
        {
            FakeNamespace added = _namespaces[owner.Name] = owner.User
                ? Quay.AddUser(owner.Name)
                : Quay.AddOrganization(owner.Name, owner.Owners);
            added.Email = owner.Email ?? added.Email;
            added.IsSuperuser = owner.Superuser;
            added.IsFreeAccount = !owner.Paying;
            added.IsEnabled = !owner.Disabled;
            foreach ((string kind, int count) in owner.Logged)
            {
                for (int number = 0; number < count; number++)
                {
                    added.AddLogEntry(new FakeLogEntry { Kind = kind, Time = owner.LoggedAt });
                }
            }
        }

        foreach (InitialStateData.Token token in data.Tokens)
        {
            FakeToken added = Quay.AddTokenWithValue(token.Value, token.User, token.Scopes);
            added.ExpiresAt = token.Expires;
            added.Id = token.Id ?? added.Id;
            added.Application = token.Application ?? added.Application;
            added.ApplicationId = token.ApplicationId ?? added.ApplicationId;
        }

        foreach (InitialStateData.Repository repository in data.Repositories.SelectMany(Copies))
        {
            Add(repository);
        }
    }

    /// <summary>Determines whether the initial state contains an identifier.</summary>
    public static bool Contains(string identifier) => Seed.Contains(identifier, StringComparison.Ordinal);

    public FakeQuay Quay { get; }

    /// <summary>Pushes an image with a given size to a tag such as <c>acme/app/latest</c>.</summary>
    public void Push(string target, string[] image)
    {
        int slash = target.LastIndexOf('/');
        FakeRepository repository = Quay.FindRepository(target[..slash])!;
        repository.AddManifest(image[0], long.Parse(image[1], CultureInfo.InvariantCulture));
        repository.Push(target[(slash + 1)..], image[0]);
    }

    private void Star(string user, string repository) => _namespaces[user].Star(Quay.FindRepository(repository)!);

    private static IEnumerable<InitialStateData.Repository> Copies(InitialStateData.Repository repository) =>
        repository.Copies is not { } copies
        ? [repository]
        : Enumerable.Range(1, copies).Select(number =>
            repository with { Name = $"{repository.Name}{number:000}", Description = $"repo {number}", Public = number % 2 == 0 });

    private void Add(InitialStateData.Repository data)
    {
        FakeRepository repository = Quay.AddRepository(data.Name, data.Public);
        repository.Description = data.Description;
        repository.State = data.State switch
        {
            "READ_ONLY" => FakeRepositoryState.ReadOnly,
            "MIRROR" => FakeRepositoryState.Mirror,
            _ => FakeRepositoryState.Normal,
        };
        repository.StatusToken = data.StatusToken ?? repository.StatusToken;
        repository.QuotaBytes = data.QuotaBytes;
        foreach ((string user, FakeRole role) in data.Roles)
        {
            repository.Grant(user, role);
        }

        foreach (JsonObject entry in data.Log)
        {
            repository.AddLogEntry(new FakeLogEntry
            {
                Kind = entry["kind"]!.GetValue<string>(),
                Time = DateTimeOffset.ParseExact(
                    entry["datetime"]!.GetValue<string>(), "ddd, dd MMM yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture),
                Performer = entry["performer"]?["name"]?.GetValue<string>(),
                Metadata = entry["metadata"]!.AsObject().ToDictionary(pair => pair.Key, object? (pair) => pair.Value),
                Address = entry["ip"]?.GetValue<string>(),
            });
        }

        foreach (string user in data.StarredBy)
        {
            Star(user, data.Name);
        }

        foreach (InitialStateData.Manifest manifest in data.Manifests.Where(manifest => manifest.Size is not null))
        {
            repository.GetOrAdd(Image(manifest));
        }

        if (data.History is { } file)
        {
            using StreamReader history = File.OpenText(PathOf(file));
            repository.LoadHistory(history);
        }

        repository.LoadHistory(new StringReader(new JsonObject { ["tags"] = data.Tags.DeepClone() }.ToJsonString()));
        if (data.Series is { } series)
        {
            string[] digests = [.. repository.Tags.Reverse().Select(entry => entry.Digest)];
            for (int number = 0; number < series.Count; number++)
            {
                repository.AddEntry($"{series.Prefix}{number:0000}", digests[number % digests.Length], series.Start.AddSeconds(number));
            }
        }

        foreach (InitialStateData.Manifest described in data.Manifests)
        {
            FakeManifest manifest = repository.FindManifest(described.Digest)!;
            manifest.Pulls = described.Pulls;
            manifest.LastPull = described.LastPull;
            foreach (FakeLabel label in described.Labels)
            {
                manifest.Add(label);
            }
        }
    }

    private static string PathOf(string history) => Path.Combine(AppContext.BaseDirectory, "Recorded", history);

    private static FakeManifest Image(InitialStateData.Manifest data) => new(data.Digest, data.Data ?? "")
    {
        ConfigMediaType = data.ConfigMediaType,
        Layers = data.Layers,
        SchemaOneTag = data.SchemaOneTag,
        Size = data.Size,
    };
}
