using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Transport;

/// <summary>Verifies the credentials that each attempt sends.</summary>
public class CredentialTests
{
    [Fact]
    public async Task Token_provider_is_called_for_each_attempt()
    {
        int calls = 0;
        FakeQuay quay = Call.Quay(Fault.ServiceUnavailable, Fault.ServiceUnavailable);
        quay.AddTokenWithValue("token-3", "admin");
        Assert.Null(await Call.GetAsync(quay, configure: options =>
        {
            options.Token = null;
            options.TokenProvider = _ => ValueTask.FromResult(++calls == 2 ? null : $"token-{calls}");
        }));
        Assert.Equal(["Bearer token-1", null, "Bearer token-3"], Authorizations(quay));
    }

    [Fact]
    public async Task No_Authorization_header_is_sent_without_a_token()
    {
        FakeQuay quay = Call.Quay();
        Assert.Null(await Call.GetAsync(quay, configure: options => options.Token = null));
        Assert.Equal([null], Authorizations(quay));
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("with-line-break\n")]
    [InlineData("n\u00f6n-ascii")]
    public async Task Invalid_token_of_the_provider_throws_an_exception_that_does_not_show_it(string token)
    {
        FakeQuay quay = Call.Quay();
        var error = Assert.IsType<QuayAuthenticationException>(await Call.GetAsync(quay, configure: options =>
        {
            options.Token = null;
            options.TokenProvider = _ => ValueTask.FromResult<string?>(token);
        }));
        Assert.True(token.Length == 0 || !error.ToString().Contains(token, StringComparison.Ordinal));
        Assert.Empty(quay.Requests);
    }

    [Fact]
    public async Task Exception_of_the_token_provider_is_not_reported_as_a_failure_of_Quay()
    {
        FakeQuay quay = Call.Quay();
        int calls = 0;
        var error = Assert.IsType<QuayAuthenticationException>(await Call.GetAsync(quay, configure: options =>
        {
            options.Token = null;
            options.TokenProvider = _ =>
            {
                calls++;
                throw new HttpRequestException("The vault is down.");
            };
        }));
        Assert.Equal("The vault is down.", error.InnerException!.Message);
        Assert.Equal(1, calls);
        Assert.Empty(quay.Requests);
    }

    [Fact]
    public async Task HTTP_2_is_requested_and_HTTP_1_1_accepted()
    {
        var handler = new ScriptedHandler((request, _, _) =>
        {
            Assert.Equal(
                (System.Net.HttpVersion.Version20, HttpVersionPolicy.RequestVersionOrLower), (request.Version, request.VersionPolicy));
            return Task.FromResult(Call.Ok());
        });
        Assert.Null(await Call.GetAsync(handler));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancellation_ends_a_call_that_waits_for_the_token_provider(bool honors)
    {
        using var stop = new CancellationTokenSource();
        FakeQuay quay = Call.Quay();
        Exception? error =
            await Call.GetAsync(quay, configure: options => UseProvider(options, honors, stop.Cancel), cancellationToken: stop.Token);
        Assert.Equal(stop.Token, Assert.IsType<OperationCanceledException>(error, exactMatch: false).CancellationToken);
        Assert.Empty(quay.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Slow_token_provider_throws_QuayTimeoutException(bool honors)
    {
        var clock = new TestClock();
        FakeQuay quay = Call.Quay();
        Exception? error = await Call.GetAsync(quay, clock, options =>
        {
            options.MaxRetries = 0;
            UseProvider(options, honors, () => ThreadPool.QueueUserWorkItem(_ => clock.Advance(TimeSpan.FromHours(2))));
        });
        Assert.Contains("AttemptTimeout", Assert.IsType<QuayTimeoutException>(error).Message, StringComparison.Ordinal);
        Assert.Empty(quay.Requests);
    }

    [Fact]
    public async Task Authorization_header_of_the_host_is_kept_if_the_client_has_no_token()
    {
        FakeQuay quay = Call.FailingQuay(Call.Json("{}"));
        using var client = new HttpClient(RetryTests.Chain().Over(Call.Network(quay)));
        client.DefaultRequestHeaders.Add("Authorization", "Negotiate abc");
        using HttpResponseMessage response = await client.GetAsync(new Uri("https://quay.test/api/v1/x"));
        Assert.Equal(["Negotiate abc"], Authorizations(quay));
    }

    private static IEnumerable<string?> Authorizations(FakeQuay quay) =>
        quay.Requests.Select(exchange => exchange.Request.Header("Authorization"));

    private static void UseProvider(QuayClientOptions options, bool honorsToken, Action onCall)
    {
        options.Token = null;
        options.TokenProvider = async token =>
        {
            onCall();
            await Task.Delay(Timeout.Infinite, honorsToken ? token : CancellationToken.None);
            return null;
        };
    }
}
