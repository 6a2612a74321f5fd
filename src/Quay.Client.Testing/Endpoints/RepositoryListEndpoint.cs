using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>
/// Handles <c>/repository</c>: lists repositories and creates them. As in Quay, lists do not depend on the scopes of the token.
/// </summary>
internal static class RepositoryListEndpoint
{
    private const int PageSize = 100;

    public static FakeResponse Get(Call call)
    {
        QueryString query = call.Query;
        bool starred = query.Flag("starred");
        bool isPublic = query.Flag("public");
        string owner = query.Text("namespace") ?? "";
        if (owner is "" && !starred && !isPublic)
        {
            throw call.Invalid("namespace, starred or public are required for this API call");
        }

        if (starred && call.Caller.User is null)
        {
            throw Call.NotUnderstood();
        }

        string kind = query.Text("repo_kind") ?? "image";
        PageToken? token = call.PageToken();
        (List<FakeRepository> repositories, PageToken? next) = starred
            ? ListStarred(call, kind, token)
            : ListVisible(call, kind, owner, isPublic, token);
        JsonArray items = new([.. repositories.Select(repository => Item(repository, kind, call))]);
        return call.Page(new JsonObject { ["repositories"] = items }, next);
    }

    /// <summary>Creates a repository. The name is validated last.</summary>
    public static FakeResponse Post(Call call)
    {
        JsonObject body = call.Body(Schemas.NewRepo);
        string owner = body["namespace"]?.GetValue<string>() ?? call.Caller.User!.Name;
        string name = body["repository"]!.GetValue<string>();
        bool isPublic = body["visibility"]!.GetValue<string>() == "public";
        if (!call.Caller.CanCreateIn(owner))
        {
            throw call.Unauthorized();
        }

        if (call.Registry.Find($"{owner}/{name}") is not null)
        {
            throw call.Invalid("Repository already exists");
        }

        if (!isPublic)
        {
            BillingPlan.RequireCapacity(call, owner);
        }

        if (!Names.IsRepository(name, call.Registry.Features.ExtendedRepositoryNames))
        {
            throw call.Invalid("Invalid repository name");
        }

        FakeRepository added = call.Registry.AddRepository(call.Registry.FindNamespace(owner)!, name, call.Caller.User!.Name);
        added.IsPublic = isPublic;
        added.Description = body["description"]!.GetValue<string>();
        call.Log(added, "create_repo", ("repo", name), ("namespace", owner));
        return Responses.Json(new JsonObject { ["namespace"] = owner, ["name"] = name, ["kind"] = "image" }, 201);
    }

    private static (List<FakeRepository> Page, PageToken? Next) ListVisible(
        Call call, string kind, string owner, bool withPublic, PageToken? token)
    {
        string? user = call.Caller.User?.Name;
        if (user is null && !withPublic)
        {
            return ([], null);
        }

        if (token?.Time is not null)
        {
            throw Call.Crash();
        }

        List<FakeRepository> found =
        [
            .. OfKind(call, kind, "Unknown repository kind", call.Registry.Repositories.Values)
                .Where(repository => repository.Id >= (token?.Id ?? 0)
                    && (owner is "" || repository.Namespace.Name == owner)
                    && ((withPublic && repository.IsPublic) || (user is not null && repository.RoleOf(user) is not null)))
                .Take(PageSize + 1),
        ];
        return found.Count > PageSize
            ? (found[..PageSize], new PageToken { Id = found[PageSize].Id, PageNumber = 1 })
            : (found, null);
    }

    /// <summary>
    /// Lists starred repositories. As in Quay, the first page has one item less, and there is no second one, except with the token of
    /// another list.
    /// </summary>
    private static (List<FakeRepository> Page, PageToken? Next) ListStarred(Call call, string kind, PageToken? token)
    {
        IEnumerable<FakeRepository> found = OfKind(call, kind, "Unknown kind of repository", call.Caller.User!.Stars)
            .Where(repository => call.Registry.Find(repository.FullName) == repository
                && (repository.IsPublic || call.Caller.Can(FakeRole.Read, repository.Namespace.Name, repository.Name)))
            .OrderBy(repository => repository.Id);
        if (token is null)
        {
            return ([.. found.Take(PageSize - 1)], null);
        }

        long page = token.Id ?? throw Call.Crash();
        List<FakeRepository> slice = [.. found.Skip((int)(Math.Max(page, 1) - 1) * PageSize).Take(PageSize + 1)];
        return slice.Count > PageSize ? throw Call.Crash() : (slice, new PageToken { Id = page + 1, PageNumber = (int)page + 1 });
    }

    private static IEnumerable<FakeRepository> OfKind(
        Call call, string kind, string error, IEnumerable<FakeRepository> images) => kind switch
        {
            "image" => images,
            "application" when !call.Registry.IsAtLeast(17) => [],
            _ => throw Call.ModelError(error),
        };

    private static JsonObject Item(FakeRepository repository, string kind, Call call)
    {
        var json = new JsonObject
        {
            ["namespace"] = repository.Namespace.Name,
            ["name"] = repository.Name,
            ["description"] = repository.Description,
            ["is_public"] = repository.IsPublic,
            ["kind"] = kind,
            ["state"] = RepositoryStates.NameOf(repository.State),
        };
        if (call.Query.Flag("last_modified"))
        {
            json["last_modified"] = repository.Tags is [var newest, ..] ? TagEntryJson.Seconds(newest.StartMs) : null;
        }

        if (call.Query.Flag("popularity"))
        {
            json["popularity"] = repository.Popularity;
        }

        if (call.Caller.User is { } user)
        {
            json["is_starred"] = user.Stars.Contains(repository);
        }

        if (Quota.IsShown(call.Registry))
        {
            json["quota_report"] = new JsonObject
            {
                ["quota_bytes"] = Quota.BytesOf(repository),
                ["configured_quota"] = repository.Namespace.ConfiguredQuota,
            };
        }

        return json;
    }
}
