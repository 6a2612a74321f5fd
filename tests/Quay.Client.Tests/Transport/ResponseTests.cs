using System.Net;
using System.Text;
using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Transport;

/// <summary>Verifies error responses, and responses that are not what the route returns.</summary>
public class ResponseTests
{
    [Theory]
    [InlineData("", "with no body")]
    [InlineData("null", "null")]
    [InlineData("<!DOCTYPE html><html><body>Log in</body></html>", "HTML")]
    [InlineData("""{"namespace": "acme", "na""", "not what this route returns")]
    [InlineData("""[{"namespace": "acme", "name": "app"}]""", "not what this route returns")]
    [InlineData("""{"namespace": "acme", "name": 5}""", "$.name: expected a string, got a number.")]
    [InlineData("""{"namespace": "acme"}""", "$.name: expected a string, got nothing.")]
    [InlineData("""{"namespace": null, "name": "app"}""", "namespace")]
    [InlineData("""{"namespace": "acme", "name": "app", "tags": {"v1": null}}""", "$.tags.v1: expected an object, got null.")]
    [InlineData("""{"namespace": "acme", "name": "app", "stats": [null]}""", "$.stats[0]: expected an object, got null.")]
    [InlineData("\"Updated\"", "not what this route returns")]
    public async Task Successful_status_with_another_body_throws_an_error_that_names_the_endpoint(string body, string expected)
    {
        FakeQuay quay = Call.Quay(Call.Json(body));
        var error = Assert.IsType<QuayResponseException>(await Call.GetAsync(quay));
        Assert.StartsWith("GET https://quay.test/api/v1/repository/acme/app: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, error.StatusCode);
        Assert.Equal(body, error.ResponseBody ?? "");
        Assert.Single(quay.Requests);
    }

    [Fact]
    public async Task Response_over_the_size_limit_is_not_retried()
    {
        FakeQuay quay = Call.Quay(Call.Json($$"""{"namespace": "acme", "name": "{{new string('a', 2000)}}"}"""));
        var error = Assert.IsType<QuayResponseException>(await Call.GetAsync(quay, configure: options => options.MaxResponseBytes = 1000));
        Assert.Contains("MaxResponseBytes", error.Message, StringComparison.Ordinal);
        Assert.Single(quay.Requests);
    }

    [Fact]
    public async Task Error_body_is_truncated_to_16_KiB()
    {
        string words = new('w', 40_000);
        FakeQuay quay = Call.Quay(Call.Json($$"""{"detail": "The reason.", "trace": "{{words}}"}""", 400));
        var error = Assert.IsType<QuayException>(await Call.GetAsync(quay, configure: options => options.MaxResponseBytes = 1000));
        Assert.Equal("The reason.", error.Detail);
        Assert.Equal(16 * 1024, error.ResponseBody!.Length);
        Assert.True(error.Message.Length < 2000);
    }

    [Fact]
    public async Task Long_error_text_of_Quay_is_truncated_in_the_message()
    {
        FakeQuay quay = Call.Quay(Call.Json($$"""{"detail": "a\nb {{new string('w', 10_000)}}"}""", 400));
        var error = Assert.IsType<QuayException>(await Call.GetAsync(quay));
        Assert.StartsWith("a b www", error.Detail, StringComparison.Ordinal);
        Assert.True(error.Message.Length < 2000);
    }

    [Fact]
    public async Task Error_with_a_broken_body_keeps_its_status()
    {
        FakeQuay quay = Call.Quay(Call.Json("""{"detail": "Not Found"}""", 404).Then(Fault.CutBody(afterBytes: 10)));
        var error = Assert.IsType<QuayException>(await Call.GetAsync(quay));
        Assert.Equal(HttpStatusCode.NotFound, error.StatusCode);
        Assert.Equal("{\"detail\":", error.ResponseBody);
    }

    [Theory]
    [InlineData(
        """{"detail": "A detail", "error_message": "B", "error_type": "t", "title": "t", "type": "u", "status": 400}""", "A detail", "t")]
    [InlineData("""{"message": "A message"}""", "A message", null)]
    [InlineData(
        """{"message": {"limit": "Limit to the number", "page": "Page index"}}""", "limit: Limit to the number; page: Page index", null)]
    [InlineData("""{"error": "CSRF"}""", "CSRF", null)]
    [InlineData("""{"detail": "Only a detail"}""", "Only a detail", null)]
    [InlineData("too many login attempts\n", "too many login attempts", null)]
    [InlineData("<html><h1>429 Too Many Requests</h1></html>", null, null)]
    [InlineData("plain but with <b>tags</b>", null, null)]
    [InlineData("""{"message": "<html>"}""", null, null)]
    [InlineData("""{"detail": "'<b>hi</b>' is not of type 'object'"}""", "'<b>hi</b>' is not of type 'object'", null)]
    [InlineData("left \u202eright\u200b", "left right", null)]
    [InlineData("a \u001b[31mred\u0007 bell", "a [31mred bell", null)]
    [InlineData("""{"detail": "cut he""", null, null)]
    [InlineData("""{"detail": "", "error_message": "The second"}""", "The second", null)]
    [InlineData("""{"detail": {"nested": "x"}, "error": "The error"}""", "The error", null)]
    [InlineData("""{"detail": "bad \ud800 unicode"}""", null, null)]
    [InlineData("\uFEFF{\"error\": \"behind a mark\"}", "behind a mark", null)]
    [InlineData("[1, 2]", "[1, 2]", null)]
    [InlineData("  ", null, null)]
    public void Detail_and_type_are_read_from_error_bodies_of_all_shapes(string body, string? detail, string? type)
    {
        ErrorBody read = ErrorBody.Read(Encoding.UTF8.GetBytes(body), token: null);
        Assert.Equal((detail, type), (read.Detail, read.ErrorType));
    }

    [Fact]
    public async Task Concurrent_calls_each_return_the_requested_repository()
    {
        FakeQuay quay = Call.Quay();
        string[] names = [.. Enumerable.Range(0, 200).Select(i => $"app{i}")];
        Array.ForEach(names, name => quay.AddRepository("acme/" + name));
        using QuayClient client = quay.CreateClient();
        Quay.Client.Repository[] read =
            await Task.WhenAll(names.Select(name => Task.Run(() => client.Repositories.GetAsync("acme/" + name))));
        Assert.Equal(names, read.Select(repository => repository.Name));
    }

    [Fact]
    public async Task Error_text_with_invalid_UTF_8_is_read()
    {
        byte[] body = Encoding.Latin1.GetBytes("{\"error\": \"CSRF token was invalid or missing. (authorized: f\u00fcr)\"}");
        FakeQuay quay = Call.Quay(Fault.Response(FakeResponse.Create(403, body, "application/json")));
        var error = Assert.IsType<QuayAuthenticationException>(await Call.GetAsync(quay));
        Assert.StartsWith("CSRF token was invalid or missing.", error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("404 page not found")]
    [InlineData("[]")]
    [InlineData("""{"message": "no Route matched with those values"}""")]
    [InlineData("<html>")]
    [InlineData("")]
    public async Task Proxy_404_throws_a_plain_QuayException(string body)
    {
        FakeQuay quay = Call.Quay(Call.Json(body, 404));
        var error = Assert.IsType<QuayException>(await Call.GetAsync(quay));
        Assert.Contains("check that Endpoint", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quay_404_throws_QuayNotFoundException()
    {
        FakeQuay quay = Call.Quay(Call.Json("""{"error_type": "not_found"}""", 404));
        Assert.IsType<QuayNotFoundException>(await Call.GetAsync(quay));
    }

    [Fact]
    public async Task Message_about_a_403_of_a_firewall_does_not_blame_the_token()
    {
        FakeQuay quay = Call.Quay(Call.Json("<html>Request blocked</html>", 403));
        var error = Assert.IsType<QuayPermissionException>(await Call.GetAsync(quay));
        Assert.Contains("firewall", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endless_error_body_is_read_to_16_KiB()
    {
        FakeQuay quay = Call.Quay(Fault.Status(400, new string('w', 32 * 1024)).Then(Fault.StallBody(afterBytes: 16 * 1024)));
        Assert.Equal(16 * 1024, Assert.IsType<QuayException>(await Call.GetAsync(quay)).ResponseBody!.Length);
    }

    [Fact]
    public async Task Error_body_that_stalls_after_16_KiB_does_not_delay_the_exception()
    {
        using var body = new StallingStream(new string('w', 16 * 1024));
        var handler = new ScriptedHandler(_ => new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StreamContent(body) });

        var error = Assert.IsType<QuayException>(await Call.GetAsync(handler).WaitAsync(Watchdog.Limit));

        Assert.Equal(16 * 1024, error.ResponseBody!.Length);
    }

    [Fact]
    public async Task Message_about_an_unreadable_response_is_short_and_has_no_HTML()
    {
        string name = "<html><b>" + new string('z', 50_000);
        FakeQuay quay = Call.Quay(Call.Json($$$"""{"namespace": "acme", "name": "app", "tags": {"{{{name}}}": 5}}"""));
        var error = Assert.IsType<QuayResponseException>(await Call.GetAsync(quay));
        Assert.DoesNotContain("<html", error.ToString(), StringComparison.Ordinal);
        Assert.True(error.Message.Length < 2000);
    }

    [Fact]
    public async Task Message_about_an_invalid_value_has_its_location()
    {
        FakeQuay quay = Call.Quay(Call.Json(
            """{"namespace": "acme", "name": "app", "tags": {"v1": {"name": "v1", "last_modified": "yesterday"}}}"""));
        var error = Assert.IsType<QuayResponseException>(await Call.GetAsync(quay));
        Assert.Contains(
            "$.tags.v1.last_modified: expected a date such as 'Tue, 14 May 2024 14:48:51 -0000', got a string (\"yesterday\").",
            error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Call.Token)]
    [InlineData("<html><b>")]
    public async Task Message_omits_the_location_of_an_invalid_value_if_it_has_the_token_or_HTML(string key)
    {
        FakeQuay quay = Call.Quay(Call.Json(
            $$$$"""{"namespace": "acme", "name": "app", "tags": {"{{{{key}}}}": {"name": "v1", "last_modified": "yesterday"}}}"""));
        var error = Assert.IsType<QuayResponseException>(await Call.GetAsync(quay));
        Assert.DoesNotContain(key, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Response_from_another_origin_after_a_followed_redirect_is_rejected()
    {
        var handler = new ScriptedHandler(request =>
        {
            request.RequestUri = new Uri("https://evil.example/");
            return Call.Ok();
        });
        var error = Assert.IsType<QuayResponseException>(await Call.GetAsync(handler));
        Assert.Contains("https://evil.example", error.Message, StringComparison.Ordinal);
        Assert.Contains("AllowAutoRedirect", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_from_another_origin_is_rejected_and_its_retry_uses_the_original_address()
    {
        var addresses = new List<Uri?>();
        var handler = new ScriptedHandler(request =>
        {
            addresses.Add(request.RequestUri);
            request.RequestUri = new Uri("https://evil.example/");
            return ScriptedHandler.Json("""{"error_type": "not_found"}""", addresses.Count == 1 ? 502 : 404);
        });
        Assert.IsType<QuayResponseException>(await Call.GetAsync(handler));
        Assert.Equal(2, addresses.Count);
        Assert.Equal(addresses[0], addresses[1]);
    }

    [Theory]
    [InlineData("/signin/?next=%2Fapi", "https://quay.test/signin/?next=%2Fapi")]
    [InlineData("https://user:pass@elsewhere.example/x#y", "https://elsewhere.example/x")]
    public async Task Message_shows_the_target_of_a_redirect_as_an_absolute_address(string location, string shown)
    {
        FakeQuay quay = Call.Quay(Fault.Redirect(new Uri(location, UriKind.RelativeOrAbsolute)));
        var error = Assert.IsType<QuayException>(await Call.GetAsync(quay));
        Assert.Contains($"It redirects to {shown}, which", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_304_is_not_reported_as_a_redirect()
    {
        FakeQuay quay = Call.Quay(Fault.Status(304));
        Assert.DoesNotContain("redirect", Assert.IsType<QuayException>(await Call.GetAsync(quay)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_of_a_repository_is_its_name() =>
        Assert.Equal("acme/app", new Quay.Client.Repository { Namespace = "acme", Name = "app", StatusToken = "secret" }.ToString());
}
