using Microsoft.Extensions.DependencyInjection;
using Quay.Client.Testing;

namespace Quay.Client.Tests.Options;

public class ApplicationIdTests
{
    private static readonly string Client = UserAgent.Of(null);

    [Theory]
    [InlineData("my-app/1.2")]
    [InlineData("my-app")]
    [InlineData("my-app/1.2 framework/3.0.0-beta+4 x")]
    [InlineData("!#$%&'*+-.^_`|~09azAZ/!#$%&'*+-.^_`|~")]
    public async Task Raw_user_agent_header_starts_with_the_application(string applicationId)
    {
        var quay = new FakeQuay();
        await using FakeQuayServer server = FakeQuayServer.Start(quay);
        using var client = new QuayClient(new QuayClientOptions { Endpoint = server.Endpoint, ApplicationId = applicationId });

        await client.SendRequestAsync();

        Assert.Equal($"{applicationId} {Client}", Assert.Single(quay.Requests).Request.Header("User-Agent"));
    }

    [Fact]
    public async Task Registered_client_sends_its_application()
    {
        var quay = new FakeQuay();
        var services = new ServiceCollection();
        services.AddQuayClient(options => (options.Endpoint, options.ApplicationId) = (new Uri("https://quay.test"), "my-app/1.2"))
            .ConfigurePrimaryHttpMessageHandler(() => new FakeQuayHandler(quay));
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IQuayClient>().SendRequestAsync();

        Assert.Equal($"my-app/1.2 {Client}", Assert.Single(quay.Requests).Request.Header("User-Agent"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(" a")]
    [InlineData("a ")]
    [InlineData("a  b")]
    [InlineData("a\tb")]
    [InlineData("a/")]
    [InlineData("/1")]
    [InlineData("a/1/2")]
    [InlineData("a (comment)")]
    [InlineData("a,b")]
    [InlineData("a\r\nX: y")]
    [InlineData("a\0")]
    [InlineData("naïve")]
    public void ApplicationId_that_is_no_list_of_products_is_rejected_without_its_value(string applicationId)
    {
        var options = new QuayClientOptions { Endpoint = new Uri("https://quay.test"), ApplicationId = applicationId };

        string message = Assert.Throws<ArgumentException>("options", () => new QuayClient(options)).Message;

        Assert.Equal(
            "QuayClientOptions.ApplicationId must be product names with optional versions, separated by single spaces, such as my-app/1.2. "
                + "Names and versions consist of ASCII letters, digits and !#$%&'*+-.^_`|~. (Parameter 'options')",
            message);
    }
}
