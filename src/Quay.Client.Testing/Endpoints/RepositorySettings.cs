using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Handles <c>…/changevisibility</c> and <c>…/changestate</c>.</summary>
internal static class RepositorySettings
{
    /// <summary>Changes the visibility. For a repository that does not exist, Quay returns 200 and null.</summary>
    public static FakeResponse ChangeVisibility(Call call)
    {
        call.RequireRole(FakeRole.Admin);
        string visibility = call.Body(Schemas.ChangeVisibility)["visibility"]!.GetValue<string>();
        if (call.Repository is not { } repository)
        {
            return Responses.Json(null);
        }

        if (visibility == "private")
        {
            BillingPlan.RequireCapacity(call, call.Owner);
        }

        repository.IsPublic = visibility == "public";
        call.Log("change_repo_visibility", ("repo", call.Name), ("namespace", call.Owner), ("visibility", visibility));
        return Responses.Json(new JsonObject { ["success"] = true });
    }

    public static FakeResponse ChangeState(Call call)
    {
        call.RequireRole(FakeRole.Admin);
        string state = call.Body(Schemas.ChangeRepoState)["state"]!.GetValue<string>();
        call.RequireRepository().State = RepositoryStates.Parse(state);
        call.Log("change_repo_state", ("repo", call.Name), ("namespace", call.Owner), ("state_changed", state));
        return Responses.Json(new JsonObject { ["success"] = true });
    }
}
