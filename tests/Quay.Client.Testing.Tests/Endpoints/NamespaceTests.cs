using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Quay.Client.Testing.Tests.Endpoints;

/// <summary>Tests logs of namespaces, stars, searches, organizations, permissions and notifications.</summary>
public class NamespaceTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeQuay _quay;
    private readonly FakeRepository _app;
    private readonly ApiClient _api;

    public NamespaceTests()
    {
        _quay = new FakeQuay(_clock) { Features = FakeFeatures.All };
        _api = new ApiClient(_quay);
        _app = _quay.AddRepository("acme/app");
    }

    [Fact]
    public void Log_of_an_organization_has_entries_of_its_repositories()
    {
        _api.Put("repository/acme/app", """{"description": "x"}""");
        _clock.Advance(TimeSpan.FromSeconds(1));
        _api.Delete("repository/acme/app");
        _api.Put("repository/other/app", """{"description": "x"}""");

        Assert.Equal(["delete_repo", "set_repo_description"], Kinds(_api.Get("organization/acme/logs").Object));
        Assert.Empty(Kinds(_api.Get("user/logs").Object));
    }

    [Fact]
    public void Log_of_a_namespace_is_filtered_by_performer()
    {
        _app.AddLogEntry(new FakeLogEntry { Kind = "pull_repo", Time = _clock.GetUtcNow(), Performer = "admin" });
        _app.AddLogEntry(new FakeLogEntry { Kind = "push_repo", Time = _clock.GetUtcNow() });

        Assert.Equal(["pull_repo"], Kinds(_api.Get("organization/acme/logs?performer=admin").Object));
        Assert.Equal(500, _api.Get("organization/acme/logs?performer=nobody").Status);
        Assert.Equal(2, Kinds(_api.Get("repository/acme/app/logs?performer=admin").Object).Count());
    }

    [Fact]
    public void Log_counts_are_grouped_by_day_of_the_month_and_in_Quays_order_of_kinds()
    {
        DateTimeOffset start = new(2026, 11, 30, 1, 0, 0, TimeSpan.Zero);
        _clock.SetUtcNow(start);
        (string, int)[] entries = [("delete_tag", 0), ("create_tag", 0), ("delete_tag", 0), ("create_tag", 1)];
        foreach ((string kind, int days) in entries)
        {
            _app.AddLogEntry(new FakeLogEntry { Kind = kind, Time = start.AddDays(days) });
        }

        Assert.Equal(
            [
                "1 create_tag Tue, 01 Dec 2026 00:00:00 -0000",
                "1 create_tag Mon, 30 Nov 2026 00:00:00 -0000",
                "2 delete_tag Mon, 30 Nov 2026 00:00:00 -0000",
            ],
            Aggregated("?starttime=11/30/2026&endtime=12/02/2026"));
        Assert.Empty(Aggregated("?starttime=10/01/2026&endtime=10/02/2026"));
        Assert.Equal(
            "Invalid date range for logs", _api.Get("repository/acme/app/aggregatelogs?starttime=10/01/2026&endtime=12/02/2026").ErrorText);
    }

    [Theory]
    [InlineData("{}", "", null)]
    [InlineData("""{"callback_email": "a"}""", "", "Invalid callback e-mail")]
    [InlineData("""{"callback_url": "http://10.0.0.1/x"}""", "", "Invalid callback URL")]
    [InlineData("""{"callback_url": "ftp://a"}""", "", "Invalid URL scheme 'ftp': only HTTP and HTTPS are allowed")]
    [InlineData("""{"callback_url": "http://u:p@a.org/"}""", "", "URLs with embedded credentials are not allowed")]
    [InlineData("{}", "?starttime=01/03/2026&endtime=01/01/2026", "Invalid time span selected")]
    public void Log_export_is_accepted_or_rejected(string body, string query, string? error)
    {
        var response = _api.Post("repository/acme/app/exportlogs" + query, body);

        Assert.Equal((error is null ? 200 : 400, error), (response.Status, response.ErrorText));
        FakeLogEntry entry = Assert.Single(_quay.FindNamespace("acme")!.Log);
        Assert.Equal(error is null ? "export_logs_success" : "export_logs_failure", entry.Kind);
        Assert.Empty(_app.Log);
    }

    [Fact]
    public void Star_is_added_listed_and_removed()
    {
        const string app = """{"namespace": "acme", "repository": "app"}""";
        Assert.Equal((201, 201), (_api.Post("user/starred", app).Status, _api.Post("user/starred", app).Status));
        Assert.Equal("null\n", _api.Post("user/starred", """{"namespace": "acme", "repository": "missing"}""").Text);
        Assert.Equal(
            """{"repositories":[{"namespace":"acme","name":"app","description":"","is_public":false}]}""",
            _api.Get("user/starred").Object.ToJsonString());
        Assert.True(_api.Get("repository/acme/app").Object["is_starred"]!.GetValue<bool>());
        Assert.Equal((204, 204), (_api.Delete("user/starred/acme/app").Status, _api.Delete("user/starred/acme/app").Status));
        Assert.Equal("null\n", _api.Delete("user/starred/acme/missing").Text);
        Assert.Empty(_quay.FindNamespace("admin")!.Stars);
        Assert.Equal(403, _api.As("reader", "repo:read").Get("user/starred").Status);
        Assert.Equal(400, _api.As("reader", "repo:read").Post("user/starred", "{}").Status);
    }

    [Fact]
    public void Starred_repositories_are_listed_in_pages_of_100()
    {
        for (int number = 0; number < 101; number++)
        {
            _quay.FindNamespace("admin")!.Star(_quay.AddRepository($"many/r{number}"));
        }

        JsonObject first = _api.Get("user/starred").Object;
        JsonObject second = _api.Get("user/starred?next_page=" + Uri.EscapeDataString(first["next_page"]!.GetValue<string>())).Object;

        Assert.Equal(
            (100, 1, false),
            (first["repositories"]!.AsArray().Count, second["repositories"]!.AsArray().Count, second.ContainsKey("next_page")));
    }

    [Fact]
    public void Search_returns_only_what_the_caller_can_see()
    {
        _quay.AddRepository("acme/appendix", isPublic: true).Description = "All of it";
        _quay.AddRepository("other/x", isPublic: true).Description = "An APP";

        Assert.Equal(["acme/app", "acme/appendix", "other/x"], Found(_api, "find/repositories?query=app"));
        Assert.Equal(["acme/app", "acme/appendix"], Found(_api, "find/repositories?query=acme/app"));
        Assert.Equal(["acme/appendix", "other/x"], Found(_api.Anonymous, "find/repositories?query=app"));
        Assert.Equal(["acme/appendix", "other/x"], Found(_api.Anonymous, "find/repositories"));
    }

    [Fact]
    public void Search_for_everything_lists_the_highest_score_first()
    {
        _quay.AddRepository("owners/owned");

        JsonArray results = _api.Get("find/all?query=owne").Object["results"]!.AsArray();

        Assert.Equal(
            ["repository owned 4.0", "team owners 2.0", "team owners 2.0", "organization owners 1.0"],
            results.Select(result => $"{result!["kind"]} {result["name"]} {result["score"]!.GetValue<double>():0.0}"));
    }

    [Fact]
    public void Member_sees_more_fields_of_an_organization_than_others()
    {
        _quay.FindNamespace("acme")!.TimeMachine = TimeSpan.FromDays(1);

        Assert.Equal(
            ["name", "email", "avatar", "is_admin", "is_member"],
            _api.Anonymous.Get("organization/acme").Object.Select(field => field.Key));
        Assert.Equal(86_400, _api.Get("organization/acme").Object["tag_expiration_s"]!.GetValue<int>());
        JsonObject creator = _api.As("admin", "repo:create").Get("organization/acme").Object;
        Assert.Equal(
            (false, true, true), (creator["is_admin"]!.GetValue<bool>(), creator.ContainsKey("teams"), creator.ContainsKey("quotas")));
        Assert.Equal((404, 404), (_api.Get("organization/admin").Status, _api.Get("organization/missing").Status));
    }

    [Fact]
    public void Role_is_granted_changed_and_removed()
    {
        _quay.AddUser("bob");
        const string bob = "repository/acme/app/permissions/user/bob";
        ApiClient asBob = _api.As("bob");

        Assert.Equal("User does not have permission for repo.", _api.Get(bob).ErrorText);
        Assert.Equal("read", _api.Put(bob, """{"role": "read"}""").Object["role"]!.GetValue<string>());
        Assert.Equal(
            (200, 403), (asBob.Get("repository/acme/app").Status, asBob.Put("repository/acme/app", """{"description": ""}""").Status));
        _api.Put(bob, """{"role": "write"}""");
        Assert.Equal(200, asBob.Put("repository/acme/app", """{"description": ""}""").Status);
        Assert.Equal(
            ["admin", "bob"], _api.Get("repository/acme/app/permissions/user/").Object["permissions"]!.AsObject().Select(role => role.Key));
        Assert.Equal("""{"permissions":[{"role":"write"}]}""", _api.Get(bob + "/transitive").Object.ToJsonString());
        Assert.Equal(204, _api.Delete(bob).Status);
        Assert.Equal((400, 403), (_api.Delete(bob).Status, asBob.Get("repository/acme/app").Status));
    }

    [Theory]
    [InlineData("user/missing", "Invalid username: missing")]
    [InlineData("user/acme", "Namespace owner must always be admin.")]
    [InlineData("team/missing", "No team missing in organization acme")]
    public void Role_for_an_unknown_user_or_team_is_rejected(string grantee, string error) =>
        Assert.Equal(error, _api.Put("repository/acme/app/permissions/" + grantee, """{"role": "read"}""").ErrorText);

    [Fact]
    public void Owners_team_of_an_organization_can_be_granted_a_role()
    {
        const string owners = "repository/acme/app/permissions/team/owners";
        Assert.Equal("Team does not have permission for repo.", _api.Get(owners).ErrorText);
        _api.Put(owners, """{"role": "write"}""");

        Assert.Equal("""{"role":"write"}""", _api.Get(owners).Object.ToJsonString());
        Assert.Equal(1, _api.Get("organization/acme").Object["teams"]!["owners"]!["repo_count"]!.GetValue<int>());
        Assert.Equal(204, _api.Delete(owners).Status);
    }

    [Theory]
    [InlineData("""{"event": "repo_push", "method": "webhook", "config": {}, "eventConfig": {}}""", "Missing webhook URL")]
    [InlineData(
        """{"event": "repo_push", "method": "webhook", "config": {"url": "ftp://a.org"}, "eventConfig": {}}""", "Invalid webhook URL")]
    [InlineData(
        """{"event": "repo_push", "method": "webhook", "config": {"url": "http://localhost/x"}, "eventConfig": {}}""",
        "Invalid webhook URL")]
    [InlineData("""{"event": "repo_push", "method": "slack", "config": {}, "eventConfig": {}}""", "Missing Slack Callback URL")]
    [InlineData("""{"event": "repo_push", "method": "email", "config": {}, "eventConfig": {}}""", "Missing e-mail address")]
    public void Notification_with_an_invalid_target_is_rejected(string body, string error) =>
        Assert.Equal(error, _api.Post("repository/acme/app/notification/", body).ErrorText);

    [Fact]
    public void Notification_is_created_read_reset_tested_and_deleted()
    {
        const string list = "repository/acme/app/notification/";
        string id = _api
            .Post(list, """{"event": "repo_push", "method": "slack", "config": {"url": "x"}, "eventConfig": {"a": 1}}""").Object["uuid"]!
            .GetValue<string>();

        Assert.Equal(
            $$$"""{"uuid":"{{{id}}}","title":null,"event":"repo_push","method":"slack","config":"""
                + """{"url":"x"},"event_config":{"a":1},"number_of_failures":0}""",
            _api.Get(list + id).Object.ToJsonString());
        Assert.Equal((204, 200), (_api.Post(list + id, "{}").Status, _api.Post(list + id + "/test", "{}").Status));
        Assert.Equal((204, 400), (_api.Delete(list + id).Status, _api.Delete(list + id).Status));
        Assert.Equal(
            500, _api.Post(list, """{"event": "nonsense", "method": "slack", "config": {"url": "x"}, "eventConfig": {}}""").Status);
    }

    [Fact]
    public void Capabilities_route_exists_since_Quay_3_17()
    {
        Assert.Equal(200, _api.Anonymous.Get("registry/capabilities").Status);

        _quay.ServerVersion = new Version(3, 16);

        Assert.Equal(308, _api.Get("registry/capabilities").Status);
    }

    [Fact]
    public void User_route_shows_name_and_avatar_of_others_and_everything_of_the_caller()
    {
        _quay.AddUser("bob");

        Assert.Equal(["anonymous", "username", "avatar"], _api.Get("users/bob").Object.Select(field => field.Key).Except(["super_user"]));
        Assert.True(_api.Get("users/admin").Object["is_me"]!.GetValue<bool>());
        Assert.Equal(404, _api.Get("users/acme").Status);
    }

    private static IEnumerable<string> Kinds(JsonObject page) =>
        page["logs"]!.AsArray().Select(entry => entry!["kind"]!.GetValue<string>());

    private IEnumerable<string> Aggregated(string query) =>
        _api.Get("repository/acme/app/aggregatelogs" + query).Object["aggregated"]!.AsArray()
        .Select(count => $"{count!["count"]} {count["kind"]} {count["datetime"]}");

    private static IEnumerable<string> Found(ApiClient api, string path) => api.Get(path).Object["results"]!.AsArray()
        .Select(result => $"{result!["namespace"]!["name"]}/{result["name"]}");
}
