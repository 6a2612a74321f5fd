using System.Net;
using System.Text.Json.Nodes;
using Quay.Client.Testing;

namespace QuayTags;

/// <summary>Writes how to use a started server: its address for a script, or JSON, and notes for a person.</summary>
internal sealed class ServerReport(FakeQuay quay, FakeQuayServer server, string? certificate, FileInfo? certificateFile)
{
    private const int AllScopes = 8;

    private FakeToken[] Tokens => [.. quay.Tokens.Where(token => !token.IsRevoked)];

    public JsonObject ToJson() => new()
    {
        ["url"] = server.Endpoint.AbsoluteUri,
        ["other_origin"] = server.OtherOrigin.AbsoluteUri,
        ["control_url"] = new Uri(server.Endpoint, "_fake/").AbsoluteUri,
        ["time"] = $"{quay.TimeProvider.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}",
        ["tokens"] = new JsonArray([.. Tokens.Select(token => (JsonNode)new JsonObject
        {
            ["value"] = token.Value,
            ["user"] = token.User.Name,
            ["scopes"] = new JsonArray([.. token.Scopes.Select(scope => (JsonNode)scope)]),
        })]),
        ["certificate"] = certificate,
        ["certificate_file"] = certificateFile?.FullName,
    };

    public void WriteNotes(ToolContext context, string content, IPAddress address)
    {
        context.Note($"Serving {content}. The time is {quay.TimeProvider.GetUtcNow():u}{(IsRunning ? "" : " and stands still")}.");
        foreach (FakeToken token in Tokens)
        {
            string scopes = token.Scopes.Count == AllScopes ? "all scopes" : string.Join(", ", token.Scopes);
            context.Note($"Token of {token.User.Name}: {token.Value} ({scopes})");
        }

        string trust = certificate is null ? "" : $"--cacert {certificateFile?.ToString() ?? "FILE"} ";
        string path = quay.Repositories is [var first, ..] ? $"api/v1/repository/{first.FullName}/tag/" : "api/v1/discovery";
        context.Note($"Try: curl {trust}--oauth2-bearer {Tokens.FirstOrDefault()?.Value} {server.Endpoint}{path}");
        if (certificate is not null && certificateFile is null)
        {
            context.Note("Clients need the certificate: add --certificate-file FILE to save it.");
        }

        if (!IPAddress.IsLoopback(address))
        {
            context.Warn(
                $"Warning: the server listens on {address}. Every computer that reaches it can write with the token, and send "
                + "control requests without one.");
        }

        context.Note("To stop, press Ctrl-C.");
    }

    private bool IsRunning => quay.TimeProvider is not FakeQuayClock { IsRunning: false };
}
