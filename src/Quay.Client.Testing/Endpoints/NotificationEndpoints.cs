using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Handles <c>…/notification/</c> and <c>…/notification/{notification}</c>. The fake sends no notifications.</summary>
internal static class NotificationEndpoints
{
    private static readonly string[] Events =
    [
        "repo_push", "build_queued", "build_start", "build_success", "build_cancelled",
        "build_failure", "vulnerability_found", "repo_mirror_sync_started",
        "repo_mirror_sync_success", "repo_mirror_sync_failed", "repo_image_expiry", "quota_warning", "quota_error",
    ];

    /// <summary>Lists notifications. For a repository that does not exist, the list is empty.</summary>
    public static FakeResponse List(Call call)
    {
        call.RequireRole(FakeRole.Admin);
        IEnumerable<FakeNotification> notifications = call.Repository?.Notifications ?? [];
        return Responses.Json(new JsonObject { ["notifications"] = new JsonArray([.. notifications.Select(View)]) });
    }

    /// <summary>Creates a notification. Quay crashes if the method, the event or the repository is unknown.</summary>
    public static FakeResponse Post(Call call)
    {
        call.RequireRole(FakeRole.Admin);
        JsonObject body = call.Body(Schemas.NotificationCreateRequest);
        string method = body["method"]!.GetValue<string>();
        var config = (JsonObject)body["config"]!.DeepClone();
        if (ErrorOf(call, method, config) is { } error)
        {
            throw call.Invalid(error);
        }

        string happening = body["event"]!.GetValue<string>();
        if (!Events.Contains(happening) || call.Repository is not { } repository)
        {
            throw Call.Crash();
        }

        var added = new FakeNotification(
            call.Registry.NewIdentifier(),
            body["title"]?.GetValue<string>(),
            happening,
            method,
            config,
            (JsonObject)body["eventConfig"]!.DeepClone());
        repository.Notifications = repository.Notifications.Add(added);
        Log(call, "add_repo_notification", added);
        return Responses.Json(View(added), 201);
    }

    /// <summary>Returns a notification by its ID. As in Quay, it can belong to any repository.</summary>
    public static FakeResponse Get(Call call)
    {
        call.RequireRole(FakeRole.Admin);
        return Responses.Json(View(FindAnywhere(call) ?? throw call.NotFound()));
    }

    public static FakeResponse Delete(Call call)
    {
        call.RequireRole(FakeRole.Admin);
        FakeNotification found = Find(call);
        call.Repository!.Notifications = call.Repository.Notifications.Remove(found);
        Log(call, "delete_repo_notification", found);
        return Responses.NoContent();
    }

    /// <summary>Resets the number of failures, which is always 0 in the fake.</summary>
    public static FakeResponse Reset(Call call)
    {
        call.RequireRole(FakeRole.Admin);
        Log(call, "reset_repo_notification", Find(call));
        return Responses.NoContent();
    }

    public static FakeResponse Test(Call call)
    {
        call.RequireRole(FakeRole.Admin);
        return FindAnywhere(call) is null ? throw NoneFound(call) : Responses.Json(new JsonObject());
    }

    private static FakeNotification? FindAnywhere(Call call) =>
        call.Registry.Repositories.Values.Select(repository => repository.Notifications.Find(known => known.Id == call["notification"]))
            .FirstOrDefault(found => found is not null);

    private static FakeNotification Find(Call call) =>
        call.Repository?.Notifications.Find(known => known.Id == call["notification"]) ?? throw NoneFound(call);

    private static ErrorResponseException NoneFound(Call call) =>
        call.Invalid($"No repository notification found for: {call.Owner}, {call.Name}, {call["notification"]}");

    /// <summary>Returns Quay's error for the settings of a method; null if they are valid.</summary>
    private static string? ErrorOf(Call call, string method, JsonObject config) => method switch
    {
        "webhook" => WebhookErrorOf(Text(config, "url")),
        "slack" => Text(config, "url") is "" ? "Missing Slack Callback URL" : null,
        "flowdock" => Text(config, "flow_api_token") is "" ? "Missing Flowdock API Token" : null,
        "hipchat" => Text(config, "notification_token") is "" ? "Missing Hipchat Room Notification Token"
            : Text(config, "room_id") is "" ? "Missing Hipchat Room ID" : null,
        "email" => Text(config, "email") is "" ? "Missing e-mail address"
            : "The specified e-mail address is not authorized to receive notifications for this repository",
        "quay_notification" => TargetErrorOf(call, config["target"] as JsonObject),
        _ => throw Call.Crash(),
    };

    private static string? WebhookErrorOf(string url)
    {
        if (url is "")
        {
            return "Missing webhook URL";
        }

        bool isUsual = Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed) && parsed.Scheme is "http" or "https";
        return !isUsual || parsed!.Host is "localhost" or "127.0.0.1" ? "Invalid webhook URL" : null;
    }

    private static string? TargetErrorOf(Call call, JsonObject? target)
    {
        string name = target is null ? "" : Text(target, "name");
        FakeNamespace? named = call.Registry.FindNamespace(name);
        return target is null ? "Missing target" : Text(target, "kind") switch
        {
            "" => "Missing target",
            "user" => named is { IsOrganization: false } ? null : $"Unknown user {name}",
            "org" when named is not { IsOrganization: true } => $"Unknown organization {name}",
            "team" => name == OrganizationEndpoints.Owners && call.Registry.FindNamespace(call.Owner) is { IsOrganization: true }
                ? null
                : $"Unknown team {name}",
            "org" when name == call.Owner => null,
            _ => throw Call.Crash(),
        };
    }

    private static string Text(JsonObject config, string name) =>
        config[name] is JsonValue value && value.TryGetValue(out string? text) ? text : config[name]?.ToJsonString() ?? "";

    private static JsonObject View(FakeNotification notification) => new()
    {
        ["uuid"] = notification.Id,
        ["title"] = notification.Title,
        ["event"] = notification.Event,
        ["method"] = notification.Method,
        ["config"] = notification.Config.DeepClone(),
        ["event_config"] = notification.EventConfig.DeepClone(),
        ["number_of_failures"] = 0,
    };

    private static void Log(Call call, string kind, FakeNotification notification) => call.Log(
        kind,
        ("repo", call.Name),
        ("namespace", call.Owner),
        ("notification_id", notification.Id),
        ("event", notification.Event),
        ("method", notification.Method));
}
