namespace Quay.Client.Testing.Tests.Traffic;

public class CredentialTests
{
    private readonly Pipeline _quay = new(_ => TestMessages.JsonResponse, TimeProvider.System);

    [Theory]
    [InlineData("/", "Authorization", "an Authorization header")]
    [InlineData("/", "COOKIE", "a Cookie header")]
    [InlineData("/?a=b&access_token=secret", "Accept", "access_token in its query")]
    [InlineData("/?access%5Ftoken=secret", "Accept", "access_token in its query")]
    public void A_credential_that_went_elsewhere_is_found_and_not_repeated(string target, string header, string where)
    {
        _quay.Handle(TestMessages.RequestToOtherOrigin(target, (header, "secret")));
        var error = Assert.Throws<FakeQuayAssertionException>(_quay.Requests.AssertNoTokenSentToOtherOrigins);
        Assert.Contains($"carried {where}", error.Message, StringComparison.Ordinal);
        Assert.Contains("GET https://other.example/", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_credential_for_the_fake_and_none_for_others_is_right()
    {
        FakeRequest request = TestMessages.RequestToOtherOrigin("/", ("Authorization", "x"));
        _quay.Handle(request with { IsToOtherOrigin = false, Target = "/?access_token=x" });
        _quay.Handle(TestMessages.RequestToOtherOrigin("/?token=access_token", ("Accept", "*/*")));
        _quay.Requests.AssertNoTokenSentToOtherOrigins();
    }

    [Fact]
    public void Elsewhere_is_no_Quay()
    {
        FakeResponse response = _quay.Handle(TestMessages.RequestToOtherOrigin("/api/v1/repository/ns/name"));
        Assert.Equal((404, "text/html"), (response.Status, response.Headers["content-type"]));
    }
}
