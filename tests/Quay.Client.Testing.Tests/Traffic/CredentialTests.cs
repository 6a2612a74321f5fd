namespace Quay.Client.Testing.Tests.Traffic;

public class CredentialTests
{
    private readonly Pipeline _quay = new(_ => TestMessages.JsonResponse, TimeProvider.System);

    [Theory]
    [InlineData("/", "Authorization", "an Authorization header")]
    [InlineData("/", "COOKIE", "a Cookie header")]
    [InlineData("/?a=b&access_token=secret", "Accept", "access_token in its query")]
    [InlineData("/?access%5Ftoken=secret", "Accept", "access_token in its query")]
    public void Credential_sent_to_another_origin_is_reported_without_its_value(string target, string header, string where)
    {
        _quay.Handle(TestMessages.RequestToOtherOrigin(target, (header, "secret")));
        var error = Assert.Throws<FakeQuayAssertionException>(_quay.Requests.AssertNoTokenSentToOtherOrigins);
        Assert.Contains($"carried {where}", error.Message, StringComparison.Ordinal);
        Assert.Contains("GET https://other.example/", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Credential_sent_only_to_the_fake_passes_the_assertion()
    {
        FakeRequest request = TestMessages.RequestToOtherOrigin("/", ("Authorization", "x"));
        _quay.Handle(request with { IsToOtherOrigin = false, Target = "/?access_token=x" });
        _quay.Handle(TestMessages.RequestToOtherOrigin("/?token=access_token", ("Accept", "*/*")));
        _quay.Requests.AssertNoTokenSentToOtherOrigins();
    }

    [Fact]
    public void Request_to_another_origin_gets_404_as_HTML()
    {
        FakeResponse response = _quay.Handle(TestMessages.RequestToOtherOrigin("/api/v1/repository/ns/name"));
        Assert.Equal((404, "text/html"), (response.Status, response.Headers["content-type"]));
    }
}
