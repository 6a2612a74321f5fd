using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Lists whose pages are named by sealed tokens.</summary>
internal static class Paging
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(2);

    extension(Call call)
    {
        /// <summary>The page that is asked for; null for the first one, which comes again for a token that does not open.</summary>
        public PageToken? PageToken()
        {
            string? json = call.Query.Text("next_page") is { } token
                ? call.Registry.PageTokens.Open(token, call.Registry.Clock.Now, Lifetime)
                : null;
            return json is null ? null : Testing.PageToken.FromJson(json);
        }

        /// <summary>An answer that names its next page, when there is one.</summary>
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
