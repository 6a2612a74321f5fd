using System.Text;
using Quay.Client.Tests.Recorded;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>Tests that the comparison finds every difference of a response.</summary>
public class ResponseComparisonTests
{
    [Theory]
    [InlineData("tags-list-limit-1")]
    [InlineData("repo-list-trailing-slash")]
    [InlineData("nginx-tag-expect-100")]
    [InlineData("repos-list-page1")]
    public void Recorded_response_passes_the_comparison(string name) => Assert.Null(FindDifference(name, text => text));

    [Theory]
    [InlineData("tags-list-limit-1", "HTTP/1.1 200 OK", "HTTP/1.1 200 Ok")]
    [InlineData("tags-list-limit-1", "HTTP/1.1 200 OK", "HTTP/1.0 200 OK")]
    [InlineData("tags-list-limit-1", "HTTP/1.1 200 OK", "HTTP/1.1 201 OK")]
    [InlineData("tags-list-limit-1", "Server: gunicorn\r\n", "")]
    [InlineData("tags-list-limit-1", "Server: gunicorn\r\n", "server: gunicorn\r\n")]
    [InlineData("tags-list-limit-1", "Vary: Cookie\r\n", "")]
    [InlineData("tags-list-limit-1", "Vary: Cookie\r\n", "Vary: Cookie\r\nVary: Cookie\r\n")]
    [InlineData("tags-list-limit-1", "Connection: keep-alive", "Connection: close")]
    [InlineData("tags-list-limit-1", "GMT\r\n", "GMT\r\nETag: x\r\n")]
    [InlineData("tags-list-limit-1", "Date: Mon", "Date: Tue")]
    [InlineData("tags-list-limit-1", "Content-Length: ", "Content-Length: 1")]
    [InlineData("tags-list-limit-1", "\"page\": 1, \"has_additional\": true", "\"has_additional\": true, \"page\": 1")]
    [InlineData("tags-list-limit-1", "\"page\": 1", "\"page\":1")]
    [InlineData("tags-list-limit-1", "\"page\": 1", "\"page\": 1.0")]
    [InlineData("tags-list-limit-1", "\"reversion\": false", "\"reversion\": true")]
    [InlineData(
        "tags-list-limit-1",
        "sha256:760fa4ec07f53fcce8eb6bf522eda6e6d984202cdb86ea9887c1d67c5c816fd6",
        "sha256:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("tags-list-limit-1", "}\n", "}")]
    [InlineData("tags-list-limit-1", "}\n", "}\n\n")]
    [InlineData("method-post-on-tag-list", "Allow: GET, HEAD, OPTIONS", "Allow: GET, HEAD")]
    [InlineData("method-post-on-tag-list", "Allow: GET, HEAD, OPTIONS", "Allow: GET, HEAD, HEAD, OPTIONS")]
    [InlineData("repo-list-trailing-slash", "HttpOnly", "Secure")]
    [InlineData("repo-list-trailing-slash", "<base href=\"/\">", "<base href=\"/x\">")]
    [InlineData("nginx-tag-expect-100", "HTTP/1.1 100 Continue\r\n\r\n", "")]
    [InlineData("nginx-tag-expect-100", "X-Frame-Options: DENY", "X-FRAME-OPTIONS: DENY")]
    [InlineData("repos-list-page1", "\"next_page\": ", "\"next_page\": null, \"x\": ")]
    public void Response_with_a_different_byte_fails_the_comparison(string name, string recorded, string actual)
    {
        Assert.Contains(recorded, Encoding.Latin1.GetString(RecordedExchange.Load(name).RawResponse), StringComparison.Ordinal);
        Assert.NotNull(FindDifference(name, text => text.Replace(recorded, actual, StringComparison.Ordinal)));
    }

    [Fact]
    public void Headers_in_a_different_order_fail_the_comparison() => Assert.NotNull(FindDifference("tags-list-limit-1", text =>
    {
        string[] lines = text.Split("\r\n");
        (lines[1], lines[2]) = (lines[2], lines[1]);
        return string.Join("\r\n", lines);
    }));

    [Fact]
    public void Identifier_that_stands_for_two_values_fails_the_comparison()
    {
        RecordedExchange recorded = RecordedExchange.Load("labels-add-json");
        string text = Encoding.Latin1.GetString(recorded.RawResponse);
        const string Label = "f39bb575-14cf-43bd-88ee-b8442bdc8268";
        int last = text.LastIndexOf(Label, StringComparison.Ordinal);
        string renamed = text.Replace(Label, "00000001-0000-4000-8000-000000000000", StringComparison.Ordinal);
        string mixed = renamed[..last] + "00000002-0000-4000-8000-000000000000" + renamed[(last + Label.Length)..];
        Assert.Null(ResponseComparison.FindDifference(recorded, new RawResponse(renamed, IsInOrder: true), new IdentifierMap()));
        Assert.NotNull(ResponseComparison.FindDifference(recorded, new RawResponse(mixed, IsInOrder: true), new IdentifierMap()));
    }

    [Fact]
    public void Exchange_of_an_undescribed_server_variant_throws() =>
        Assert.Throws<InvalidOperationException>(
            () => RecordedServer.Of(RecordedExchange.Load("tags-list-limit-1") with { Name = "variant-of-nobody-tags-list" }));

    private static string? FindDifference(string name, Func<string, string> change)
    {
        RecordedExchange recorded = RecordedExchange.Load(name);
        return ResponseComparison.FindDifference(
            recorded, new RawResponse(change(Encoding.Latin1.GetString(recorded.RawResponse)), IsInOrder: true), new IdentifierMap());
    }
}
