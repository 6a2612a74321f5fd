using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Implements lists whose pages are identified by encrypted tokens.</summary>
internal static class Paging
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(2);

    extension(Call call)
    {
        /// <summary>
        /// Returns the token of the requested page. It is null for the first page, which Quay also returns for an invalid token.
        /// </summary>
        public PageToken? PageToken()
        {
            string? json = call.Query.Text("next_page") is { } token
                ? call.Registry.PageTokens.Open(token, call.Registry.Clock.Now, Lifetime)
                : null;
            return json is null ? null : Testing.PageToken.FromJson(json);
        }

        /// <summary>Returns a page with the token of the next one, if there is one.</summary>
        public FakeResponse Page(JsonObject body, PageToken? next)
        {
            if (next is not null)
            {
                body["next_page"] = call.Registry.PageTokens.Seal(next.ToJson(), call.Registry.Clock.Now);
            }

            return Responses.Json(body);
        }
    }
}
