using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Handles <c>/user/starred</c> and <c>/user/starred/{repository}</c>.</summary>
internal static class StarEndpoints
{
    private const int PageSize = 100;

    public static FakeResponse List(Call call)
    {
        call.RequireUserAdmin();
        PageToken? token = call.PageToken();
        if (token?.Time is not null)
        {
            throw Call.Crash();
        }

        List<FakeRepository> found =
        [
            .. call.Caller.User!.Stars
                .Where(repository => call.Registry.Find(repository.FullName) == repository && repository.Id >= (token?.Id ?? 0))
                .OrderBy(repository => repository.Id)
                .Take(PageSize + 1),
        ];
        JsonArray page = new([.. found.Take(PageSize).Select(View)]);
        return call.Page(
            new JsonObject { ["repositories"] = page },
            found.Count > PageSize ? new PageToken { Id = found[PageSize].Id, PageNumber = (token?.PageNumber ?? 0) + 1 } : null);
    }

    /// <summary>
    /// Stars a repository, even if it is starred already or not visible to the user. If it does not exist, Quay returns 200 and null.
    /// </summary>
    public static FakeResponse Post(Call call)
    {
        JsonObject body = call.Body(Schemas.NewStarredRepository);
        call.RequireUserAdmin();
        string owner = body["namespace"]!.GetValue<string>();
        string name = body["repository"]!.GetValue<string>();
        if (call.Registry.Find($"{owner}/{name}") is not { } repository)
        {
            return Responses.Json(null);
        }

        call.Caller.User!.Star(repository);
        return Responses.Json(new JsonObject { ["namespace"] = owner, ["repository"] = name }, 201);
    }

    /// <summary>Removes a star; 204 even if there was none. If the repository does not exist, Quay returns 200 and null.</summary>
    public static FakeResponse Delete(Call call)
    {
        call.RequireUserAdmin();
        if (call.Repository is not { } repository)
        {
            return Responses.Json(null);
        }

        call.Caller.User!.Unstar(repository);
        return Responses.NoContent();
    }

    private static JsonObject View(FakeRepository repository) => new()
    {
        ["namespace"] = repository.Namespace.Name,
        ["name"] = repository.Name,
        ["description"] = repository.Description,
        ["is_public"] = repository.IsPublic,
    };
}
