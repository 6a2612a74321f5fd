using System.Text;
using System.Text.Json.Nodes;

namespace Quay.Client.Testing.Tests.Endpoints;

/// <summary>Sends requests to a fake without HTTP, by default with every scope of the user <c>admin</c>.</summary>
internal sealed record ApiClient(FakeQuay Quay)
{
    private static readonly Uri Origin = new("http://quay.test/");

    /// <summary>Gets the token; null for anonymous requests.</summary>
    public string? Token { get; init; } = Quay.Token;

    public ApiClient Anonymous => this with { Token = null };

    /// <summary>Returns a client for another user, who is added if necessary. Without scopes, the token has every scope.</summary>
    public ApiClient As(string user, params IReadOnlyList<string> scopes)
    {
        try
        {
            Quay.AddUser(user);
        }
        catch (InvalidOperationException)
        {
            // The user already exists.
        }

        return this with { Token = Quay.AddToken(user, scopes).Value };
    }

    public FakeResponse Get(string path) => Send("GET", path);

    public FakeResponse Delete(string path) => Send("DELETE", path);

    public FakeResponse Post(string path, string json) => Send("POST", path, json);

    public FakeResponse Put(string path, string json) => Send("PUT", path, json);

    public FakeResponse Send(string method, string path, string? json = null)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        if (Token is not null)
        {
            headers["Authorization"] = $"Bearer {Token}";
        }

        if (json is not null)
        {
            headers["Content-Type"] = "application/json";
        }

        return Quay.Handle(new FakeRequest
        {
            Method = method,
            Origin = Origin,
            Target = "/api/v1/" + path,
            Headers = headers,
            Body = Encoding.UTF8.GetBytes(json ?? ""),
        });
    }
}

internal static class ResponseJson
{
    extension(FakeResponse response)
    {
        /// <summary>Gets the body as a JSON object.</summary>
        public JsonObject Object => JsonNode.Parse(response.Text)!.AsObject();

        /// <summary>Gets the text of an error in any of Quay's formats.</summary>
        public string? ErrorText => (response.Object["detail"] ?? response.Object["message"] ?? response.Object["error"])?.ToString();
    }
}
