using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Quay.Client.Tests.Options;

public class ValidOptionTests
{
    private static readonly Dictionary<string, Action<QuayClientOptions>> ValidOptions = new()
    {
        ["the defaults"] = _ => { },
        ["an endpoint under a path"] = o => o.Endpoint = new Uri("https://intranet.test/quay/"),
        ["an endpoint whose path only resembles the API's"] = o => o.Endpoint = new Uri("https://intranet.test/apis/my-api"),
        ["http without a token"] = o => o.Endpoint = new Uri("http://quay.test"),
        ["http with a token to localhost"] = o => (o.Endpoint, o.Token) = (new Uri("http://localhost:8080"), "t"),
        ["http with a token to 127.0.0.1"] = o => (o.Endpoint, o.Token) = (new Uri("http://127.0.0.1:8080"), "t"),
        ["http with a token to ::1"] = o => (o.Endpoint, o.Token) = (new Uri("http://[::1]:8080"), "t"),
        ["http with an allowed token"] = o => (o.Endpoint, o.Token, o.AllowInsecureHttp) = (new Uri("http://quay.test"), "t", true),
        ["the longest ApplicationId"] = o => o.ApplicationId = new string('a', 128),
        ["the minimum of each number"] = o =>
        {
            (o.MaxRetries, o.RetryDelay, o.MaxRetryDelay, o.MaxResponseBytes) = (0, TimeSpan.Zero, TimeSpan.Zero, 1);
            o.AttemptTimeout = o.Timeout = TimeSpan.FromMilliseconds(10);
        },
        ["the maximum of each number"] = o =>
        {
            (o.MaxRetries, o.MaxResponseBytes) = (100, int.MaxValue);
            o.RetryDelay = o.MaxRetryDelay = o.AttemptTimeout = o.Timeout = TimeSpan.FromHours(24);
        },
    };

    public static TheoryData<string> Names => [.. ValidOptions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Valid_options_are_accepted_by_the_constructor_and_the_host(string name)
    {
        var options = new QuayClientOptions { Endpoint = new Uri("https://quay.test") };
        ValidOptions[name](options);
        using var client = new QuayClient(options);

        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddQuayClient(OptionFault.SetValid + ValidOptions[name]);
        using IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);

        Assert.NotNull(host.Services.GetRequiredService<IQuayClient>());
    }
}
