namespace Quay.Client.Testing.Tests.Registry;

/// <summary>Tests paths that reach another route than their author meant, as in Quay.</summary>
public class DangerousRoutesTests
{
    private const string Name = "acme/app";

    private readonly FakeQuay _quay = new() { Features = FakeFeatures.All };
    private readonly FakeRepository _repository;

    public DangerousRoutesTests() => _repository = _quay.AddRepository(Name);

    [Theory]
    [InlineData("/tag/a/b", "/tag/a/b")]
    [InlineData("/tag/a%2Fb", "/tag/a/b")]
    [InlineData("/tag%2Fa%2Fb", "/tag/a/b")]
    [InlineData("/tag", "/tag")]
    [InlineData("/tag/a/restore", "/tag/a/restore")]
    [InlineData("/tag/a/b/c/d", "/tag/a/b/c/d")]
    public void DELETE_of_a_tag_with_a_slash_deletes_the_repository_at_that_path(string path, string repository)
    {
        _quay.AddRepository(Name + repository);
        _repository.Push("a");
        FakeResponse response = _quay.Send("DELETE", Name + path);
        Assert.Equal((204, ""), (response.Status, response.Text));
        Assert.Null(_quay.FindRepository(Name + repository));
        Assert.NotNull(_repository.FindTag("a"));
    }

    [Fact]
    public void DELETE_of_a_repository_that_does_not_exist_returns_204() =>
        Assert.Equal(204, _quay.Send("DELETE", Name + "/tag/no/such").Status);

    [Fact]
    public void DELETE_of_a_tag_does_not_delete_the_repository_at_the_same_path()
    {
        _quay.AddRepository(Name + "/tag/a");
        Assert.Equal(404, _quay.Send("DELETE", Name + "/tag/a").Status);
        Assert.NotNull(_quay.FindRepository(Name + "/tag/a"));
    }

    [Fact]
    public void Last_tag_segment_of_a_path_separates_repository_and_tag()
    {
        FakeRepository nested = _quay.AddRepository(Name + "/tag/x");
        nested.Push("y");
        Assert.Equal(204, _quay.Send("DELETE", Name + "/tag/x/tag/y").Status);
        Assert.Null(nested.FindTag("y"));
    }

    [Theory]
    [InlineData("GET", "/tag/a", 404)]
    [InlineData("GET", "/tag/a/history", 404)]
    [InlineData("GET", "/tag/a/restore", 404)]
    [InlineData("PUT", "/tag/a/b", 400)]
    [InlineData("PUT", "/tag", 400)]
    [InlineData("POST", "/tag/a/revert", 405)]
    [InlineData("POST", "/tag/", 405)]
    [InlineData("GET", "/", 404)]
    [InlineData("DELETE", "/", 405)]
    [InlineData("POST", "/tag/a/restore/", 405)]
    public void Path_without_a_route_reaches_a_repository_or_the_web_interface(string method, string path, int status)
    {
        _repository.Push("a");
        Assert.Equal(status, _quay.Send(method, Name + path, method == "GET" ? null : "{}").Status);
        Assert.NotNull(_repository.FindTag("a"));
    }

    [Theory]
    [InlineData("acme/%C3%A4pp")]
    [InlineData("%C3%A4cme/app")]
    [InlineData("acm%C3%A9/%C3%A0pp")]
    [InlineData("acme/a%CC%88pp")]
    [InlineData("%C3%A4cme/app%E2%80%A6")]
    public void Repository_name_in_a_path_is_folded_to_ASCII(string path)
    {
        _repository.Push("a");
        Assert.Equal("app", (string?)_quay.Send("GET", path).Json()["name"]);
        Assert.Equal(204, _quay.Send("DELETE", path + "/tag/a").Status);
        Assert.Null(_repository.FindTag("a"));
    }

    [Theory]
    [InlineData("%C3%9Fo%C3%BF", "ssoy")]
    [InlineData("%C4%81%C4%B3%C5%93%C5%BE%C5%BF", "aijoezs")]
    public void Latin_letters_of_a_repository_name_are_folded_like_in_Quay(string path, string name)
    {
        _quay.AddRepository("acme/" + name);
        Assert.Equal(name, (string?)_quay.Send("GET", "acme/" + path).Json()["name"]);
    }

    [Theory]
    [InlineData("a+b", "a b")]
    [InlineData("a%20b", "a b")]
    [InlineData("a%2Bb", "a+b")]
    public void Plus_in_a_query_is_decoded_as_a_space(string value, string tag)
    {
        string digest = _repository.Push("image").Digest;
        _repository.Restore("a b", digest);
        _repository.Restore("a+b", digest);
        Assert.Equal([tag], _quay.Page(Name, 1, 10, "&specificTag=" + value).Names);
    }

    [Theory]
    [InlineData("acme/app/tag", "acme/app/tag/")]
    [InlineData("acme/app/tag?limit=2&page=3", "acme/app/tag/?limit=2&page=3")]
    [InlineData("acme//app/tag/", "acme/app/tag/")]
    [InlineData("acme//app", "acme/app")]
    [InlineData("acme//app/tag", "acme/app/tag/")]
    [InlineData("acme//app//tag?page=2", "acme/app/tag/?page=2")]
    [InlineData("acme//%C3%A4:+b", "acme/%C3%A4:+b")]
    [InlineData("acme//a%20%25%3Fb", "acme/a%20%25%3Fb")]
    public void Missing_and_doubled_slashes_are_redirected(string path, string to)
    {
        FakeResponse response = _quay.Send("GET", path);
        Assert.Equal((308, "http://quay.test/api/v1/repository/" + to), (response.Status, response.Headers["Location"]));
        Assert.Contains(to.Replace("&", "&amp;", StringComparison.Ordinal) + "\">", response.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE", "acme//app", 308)]
    [InlineData("DELETE", "acme//app/tag", 308)]
    [InlineData("PUT", "acme//app/tag/a", 308)]
    [InlineData("OPTIONS", "acme//app", 308)]
    [InlineData("POST", "acme//app", 405)]
    [InlineData("GET", "acme///app", 308)]
    [InlineData("GET", "acme////app", 308)]
    public void Request_with_doubled_slashes_changes_nothing(string method, string path, int status)
    {
        _quay.AddRepository(Name + "/tag");
        Assert.Equal(status, _quay.Send(method, path, "{}").Status);
        Assert.NotNull(_quay.FindRepository(Name));
        Assert.NotNull(_quay.FindRepository(Name + "/tag"));
    }

    [Theory]
    [InlineData("POST", "acme/app/tag//restore", "PUT, DELETE, OPTIONS, GET, HEAD")]
    [InlineData("POST", "acme//app/tag/a", "PUT, DELETE, OPTIONS, GET, HEAD")]
    [InlineData("POST", "acme//app", "GET, PUT, DELETE, HEAD, OPTIONS")]
    [InlineData("PUT", "acme/app//tag/", "GET, HEAD, OPTIONS")]
    [InlineData("PATCH", "acme/app/tag/a//expire", "POST, OPTIONS, GET, PUT, DELETE, HEAD")]
    public void Unsupported_method_on_a_path_with_an_empty_segment_gets_the_web_interfaces_405(string method, string path, string allowed)
    {
        FakeResponse response = _quay.Send(method, path, "{}");
        Assert.Equal(405, response.Status);
        Assert.Equal(
            [
                "Server: gunicorn",
                "Connection: keep-alive",
                "Content-Type: text/html; charset=utf-8",
                $"Allow: {allowed}",
                "Content-Length: 153",
                "Vary: Cookie",
            ],
            response.Headers.Where(header => header.Key != "Date").Select(header => $"{header.Key}: {header.Value}"));
        Assert.StartsWith(
            "<!doctype html>\n<html lang=en>\n<title>405 Method Not Allowed</title>\n", response.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "acme/app/tag/a")]
    [InlineData("POST", "acme/app")]
    [InlineData("PUT", "acme/app/tag/")]
    public void Unsupported_method_on_an_API_path_gets_the_APIs_405(string method, string path)
    {
        FakeResponse response = _quay.Send(method, path, "{}");
        Assert.Equal(
            (405, "application/json", "*"),
            (response.Status, response.Headers["Content-Type"], response.Headers["Access-Control-Allow-Origin"]));
    }

    [Theory]
    [InlineData("acme/app/")]
    [InlineData("%E2%82%AC/")]
    public void Web_interface_page_has_Quays_length_and_a_new_cookie_for_each_response(string path)
    {
        FakeResponse first = _quay.Send("GET", path);
        FakeResponse second = _quay.Send("GET", path);
        Assert.Equal((404, 91_694 + "/api/v1/repository/".Length + path.Length), (first.Status, first.Body.Length));
        Assert.Matches(@"^_csrf_token=[\w-]{110}\.[\w-]{6}\.[\w-]{27}; HttpOnly; Path=/; SameSite=Lax\z", first.Headers["Set-Cookie"]);
        Assert.NotEqual(first.Headers["Set-Cookie"], second.Headers["Set-Cookie"]);
    }
}
