using System.Globalization;
using System.Net;
using System.Text;
using System.Web;

namespace Quay.Client.History.Tests.Scans;

/// <summary>Responds for an organization of any size without storing it: its repositories have 1 to 1,000 entries.</summary>
internal sealed class GeneratedQuay(int repositories, DateTimeOffset now) : HttpMessageHandler
{
    private const int PageSize = 100;

    public static int EntriesOf(int repository) => 1 + (repository * 7919 % 1000);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string[] path = request.RequestUri!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        int Number(string name) =>
            int.Parse(HttpUtility.ParseQueryString(request.RequestUri.Query)[name] ?? "1", CultureInfo.InvariantCulture);
        string json = path.Length switch
        {
            3 => List(Number("next_page") - 1),
            5 => $$"""{"namespace": "acme", "name": "{{path[4]}}", "is_public": false, "tag_expiration_s": 1209600}""",
            _ => Tags(int.Parse(path[4][1..], CultureInfo.InvariantCulture), Number("page"), Number("limit")),
        };
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
            RequestMessage = request,
        });
    }

    private string List(int page)
    {
        IEnumerable<string> items = Enumerable.Range(page * PageSize, Math.Min(PageSize, repositories - (page * PageSize))).Select(
            i => $$"""{"namespace": "acme", "name": "r{{i}}", "state": "NORMAL", "last_modified": 1700000000, "is_starred": false}""");
        string next = (page + 1) * PageSize < repositories ? $", \"next_page\": \"{page + 2}\"" : "";
        return $$"""{"repositories": [{{string.Join(", ", items)}}]{{next}}}""";
    }

    private string Tags(int repository, int page, int limit)
    {
        int first = (page - 1) * limit;
        int count = Math.Clamp(EntriesOf(repository) - first, 0, limit);
        IEnumerable<string> entries = Enumerable.Range(first, count).Select(i =>
            $$"""{"name": "v{{i}}", "manifest_digest": "sha256:{{i:x64}}", "start_ts": {{now.ToUnixTimeSeconds() - i - 60}}}""");
        string hasMore = first + count < EntriesOf(repository) ? "true" : "false";
        return $$"""{"tags": [{{string.Join(", ", entries)}}], "page": {{page}}, "has_additional": {{hasMore}}}""";
    }
}
