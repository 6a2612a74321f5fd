using System.Text.Json.Nodes;
using Quay.Client;
using Quay.Client.Testing;

namespace QuayTags;

/// <summary>Records a seed for the fake Quay from a server: names, visibility, states and tag histories.</summary>
/// <remarks>A seed is often published. So it has no tokens, descriptions or labels, and no other names of users.</remarks>
internal sealed class SeedRecorder(QuayClient quay, ToolContext context)
{
    private static readonly string[] States = ["NORMAL", "READ_ONLY", "MIRROR"];

    private readonly JsonArray _repositories = [];
    private TimeSpan? _tagExpiration;
    private bool _isOrganization;
    private bool _hasImmutable;
    private bool _lacksChildren;

    public int Repositories => _repositories.Count;

    public int Entries { get; private set; }

    /// <summary>Gets whether no repository and no entry was left out.</summary>
    public bool IsComplete { get; private set; } = true;

    // The end of the second of the last response, because the seed must show everything that the server listed in that second.
    private DateTimeOffset ServerTime => context.UnusedServerTime?.AddMilliseconds(999) ?? quay.ServerTime;

    /// <summary>Records a repository, or the visible ones of a namespace.</summary>
    public async Task<JsonObject> RecordAsync(RepositoryOrNamespace target, CancellationToken cancellationToken)
    {
        foreach (RepositoryName name in await NamesOfAsync(target, cancellationToken))
        {
            context.Progress?.Report($"Reading {name}: {Counted.Of(Repositories, "repository", "repositories")} so far…");
            await RecordAsync(name, cancellationToken);
        }

        var owner = new JsonObject { ["name"] = target.Namespace };
        if (_tagExpiration is { } window)
        {
            owner["tag_expiration_s"] = (long)window.TotalSeconds;
        }

        var seed = new JsonObject
        {
            ["version"] = 1,
            ["clock"] = $"{ServerTime.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.FFF'Z'}",
        };
        if (_lacksChildren && !_hasImmutable)
        {
            // The last version that lists manifest lists without their images.
            seed["server_version"] = "3.16";
        }

        if (_hasImmutable)
        {
            seed["features"] = new JsonObject { ["FEATURE_IMMUTABLE_TAGS"] = true };
        }

        seed[_isOrganization ? "organizations" : "users"] = new JsonArray(owner);
        seed["repositories"] = _repositories;
        return seed;
    }

    private async Task<IReadOnlyList<RepositoryName>> NamesOfAsync(RepositoryOrNamespace target, CancellationToken cancellationToken)
    {
        if (target.Repository is { } repository)
        {
            return [repository];
        }

        List<RepositoryName> names = [];
        await foreach (RepositoryListItem item in quay.Repositories.List(
            RepositoryQuery.InNamespace(target.Namespace, includePublic: true), cancellationToken))
        {
            names.Add(RepositoryName.Parse($"{item.Namespace}/{item.Name}"));
        }

        return names;
    }

    private async Task RecordAsync(RepositoryName name, CancellationToken cancellationToken)
    {
        try
        {
            Repository repository = await quay.Repositories.GetAsync(name, cancellationToken: cancellationToken);
            var history = new JsonArray();
            await foreach (TagHistoryEntry entry in quay.Tags.GetHistory(name, cancellationToken: cancellationToken))
            {
                if (entry.ManifestDigest is { } digest)
                {
                    history.Add((JsonNode)EntryOf(entry, digest));
                }
                else
                {
                    IsComplete = false;
                }
            }

            JsonObject json = RepositoryOf(repository, history);
            FakeQuaySeed.Parse($$"""{"version":1,"repositories":[{{json.ToJsonString()}}]}""");
            _isOrganization = repository.IsOrganization;
            _tagExpiration = repository.TagExpiration is { Ticks: >= 0 } window ? window : _tagExpiration;
            Entries += history.Count;
            _repositories.Add((JsonNode)json);
        }
        catch (FormatException invalid)
        {
            context.Warn($"! {name} was skipped, because a seed cannot have its history: {invalid.Message}");
            IsComplete = false;
        }
        catch (QuayException fault) when (fault is QuayNotFoundException or QuayPermissionException or QuayResponseException)
        {
            context.Warn($"! {name} was skipped: {ClientMessage.Of(fault.Message)}");
            IsComplete = false;
        }
    }

    private static JsonObject RepositoryOf(Repository repository, JsonArray history)
    {
        var json = new JsonObject
        {
            ["name"] = $"{repository.Namespace}/{repository.Name}",
            ["visibility"] = repository.IsPublic ? "public" : "private",
        };
        if (States.Contains(repository.State))
        {
            json["state"] = repository.State;
        }

        if (!repository.IsOrganization)
        {
            // The fake's user admin owns all organizations, but no repository of another user.
            json["permissions"] = new JsonObject { ["admin"] = "admin" };
        }

        json["history"] = history;
        return json;
    }

    private JsonObject EntryOf(TagHistoryEntry entry, string digest)
    {
        var json = new JsonObject { ["name"] = entry.Name, ["manifest_digest"] = digest };
        if (entry.Start is { } start)
        {
            json["start_ts"] = start.ToUnixTimeSeconds();
        }

        if (entry.End is { } end)
        {
            json["end_ts"] = end.ToUnixTimeSeconds();
        }

        json["size"] = entry.Size;
        if (entry.Reversion)
        {
            json["reversion"] = true;
        }

        _hasImmutable |= entry.Immutable is not null;
        if (entry.Immutable == true)
        {
            json["immutable"] = true;
        }

        if (entry.IsManifestList)
        {
            json["is_manifest_list"] = true;
            _lacksChildren |= entry.ChildManifestsPresence is null;
            json["child_manifests_presence"] = new JsonObject(
                (entry.ChildManifestsPresence ?? new Dictionary<string, bool>()).Select(child =>
                    KeyValuePair.Create(child.Key, (JsonNode?)child.Value)));
        }

        return json;
    }
}
