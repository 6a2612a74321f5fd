using System.Text;
using System.Text.Json.Nodes;

namespace Quay.Client.Testing.Tests;

/// <summary>Sends raw requests to a fake, without a client and without a network.</summary>
internal static class ApiCalls
{
    /// <summary>Sends a request with the token of the user <c>admin</c>.</summary>
    /// <param name="quay">The fake.</param>
    /// <param name="method">The method.</param>
    /// <param name="path">The path after <c>/api/v1/repository/</c>, which is sent unchanged.</param>
    /// <param name="body">The JSON text; null for no body.</param>
    /// <param name="token">The token; null for that of <c>admin</c>.</param>
    public static FakeResponse Send(this FakeQuay quay, string method, string path, string? body = null, string? token = null) =>
        quay.Handle(new FakeRequest
        {
            Method = method,
            Origin = new Uri("http://quay.test/"),
            Target = "/api/v1/repository/" + path,
            Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["Authorization"] = "Bearer " + (token ?? quay.Token),
                ["Content-Type"] = "application/json",
            },
            Body = Encoding.UTF8.GetBytes(body ?? ""),
        });

    public static JsonObject Json(this FakeResponse response)
    {
        Assert.Equal(200, response.Status);
        return JsonNode.Parse(response.Text)!.AsObject();
    }

    /// <summary>Requests one page of the tag list.</summary>
    public static TagPage Page(this FakeQuay quay, string repository, int page, int limit, string query = "")
    {
        JsonObject json = quay.Send("GET", $"{repository}/tag/?limit={limit}&page={page}{query}").Json();
        Assert.Equal(page, (int)json["page"]!);
        return new TagPage([.. json["tags"]!.AsArray().Select(entry => entry!.AsObject())], (bool)json["has_additional"]!);
    }

    /// <summary>Requests all pages of the tag list.</summary>
    public static IReadOnlyList<JsonObject> AllPages(this FakeQuay quay, string repository, int limit, string query = "")
    {
        List<JsonObject> entries = [];
        for (int number = 1; ; number++)
        {
            TagPage page = quay.Page(repository, number, limit, query);
            Assert.True(page.Entries.Count == limit || !page.HasAdditional, "A page that is not the last one must be full.");
            Assert.True(page.Entries.Count > 0 || number == 1, "No page must follow the last entry.");
            entries.AddRange(page.Entries);
            if (!page.HasAdditional)
            {
                return entries;
            }
        }
    }
}
