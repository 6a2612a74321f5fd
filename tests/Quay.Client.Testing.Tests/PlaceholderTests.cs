namespace Quay.Client.Testing.Tests;

public class PlaceholderTests
{
    [Fact]
    public void Builds() => Assert.Equal(200, Http.FakeAnswer.Of(200, "", "text/plain").Status);
}
