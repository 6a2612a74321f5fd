using System.Net;
using System.Text;
using Quay.Client.History;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Wire;

/// <summary>Verifies successful responses that Quay does not send: a read fails, and a write is verified and applied once.</summary>
[Trait("Speed", "Slow")]
public class UnexpectedResponseTests
{
    private const string Digest = "sha256:0cd3";
    private const string Uuid = "f66179d0-9376-4ddd-8137-128241c93cde";

    private static readonly string[] Bodies =
    [
        "", " ", "null", "<html>Log in</html>", "[]", "{}", "\"x\"", "\"\"", "0", "true", "{\"success\": false}", "{\"message\": \"ok\"}",
        "{\"uuid\": \"\"}",
        $"{{\"uuid\": \"{Uuid}\"}}", "{\"namespace\": \"acme\", \"name\": \"other\"}", "{\"label\": null}", "{\"success\": tr",
        "\u00ff\u0000",
    ];

    private static readonly int[] Statuses = [200, 201, 202, 203, 204, 205, 206, 207];

    public static TheoryData<string, bool> Writes => [.. WriteCalls.Names.SelectMany(name => new[] { (name, true), (name, false) })];

    public static TheoryData<string> WriteNames => [.. WriteCalls.Names];

    public static TheoryData<string> Reads => [.. ReadCalls.Keys];

    private static Dictionary<string, Func<QuayClient, Task>> ReadCalls { get; } = new(StringComparer.Ordinal)
    {
        ["repository"] = client => client.Repositories.GetAsync("acme/app"),
        ["repositories"] = client => client.Repositories.List(RepositoryQuery.Public).ToListAsync().AsTask(),
        ["logs"] = client => client.Repositories.GetLogs("acme/app").ToListAsync().AsTask(),
        ["tags"] = client => client.Tags.GetHistory("acme/app").ToListAsync().AsTask(),
        ["tag"] = client => client.Tags.GetAsync("acme/app", "latest"),
        ["pulls of a tag"] = client => client.Tags.GetPullStatisticsAsync("acme/app", "latest"),
        ["timeline"] = client => client.History.GetTimelineAsync("acme/app"),
        ["manifest"] = client => client.Manifests.GetAsync("acme/app", Digest),
        ["labels"] = client => client.Manifests.GetLabelsAsync("acme/app", Digest),
        ["label"] = client => client.Manifests.GetLabelAsync("acme/app", Digest, Uuid),
        ["security"] = client => client.Manifests.GetSecurityAsync("acme/app", Digest),
        ["pulls of a manifest"] = client => client.Manifests.GetPullStatisticsAsync("acme/app", Digest),
        ["auto-prune policies"] = client => client.Policies.AutoPrune.ListAsync("acme/app"),
        ["auto-prune policy"] = client => client.Policies.AutoPrune.GetAsync("acme/app", Uuid),
        ["immutability policies"] = client => client.Policies.Immutability.ListAsync("acme/app"),
        ["immutability policy"] = client => client.Policies.Immutability.GetAsync("acme/app", Uuid),
        ["user"] = client => client.Users.GetCurrentAsync(),
        ["token"] = client => client.Users.CheckTokenAsync(),
    };

    [Theory]
    [MemberData(nameof(WriteNames))]
    public async Task Write_with_the_expected_response_is_sent_once_and_succeeds(string name)
    {
        using var calls = new WriteCalls();
        string before = calls.State();
        await calls.CallAsync(name, TestContext.Current.CancellationToken);
        Assert.NotEqual(before, calls.State());
        Assert.Equal(1, calls.WriteCount);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Write_with_an_unexpected_success_is_applied_exactly_once(string name, bool isApplied)
    {
        (string expected, int status, string body) = await CallUndisturbedAsync(name);
        (int, string)[] others =
        [
            .. Statuses.Where(other => other != status).Select(other => (other, body)),

            // The id of any policy is a valid response to the creation of one.
            .. Bodies.Where(other => other != body && !(name.StartsWith("create an ", StringComparison.Ordinal) && other.Contains(
                Uuid, StringComparison.Ordinal))).Select(other => (status, other)),
        ];
        foreach ((int otherStatus, string otherBody) in others)
        {
            using var calls = new WriteCalls(new FirstWriteHandler(isApplied, otherStatus, otherBody));
            await calls.CallAsync(name, TestContext.Current.CancellationToken);
            Assert.True(
                (expected, 1) == (calls.State(), calls.WriteCount),
                $"{otherStatus} {otherBody}: {calls.WriteCount} writes, and\n{calls.State()}");
        }
    }

    [Theory]
    [MemberData(nameof(WriteNames))]
    public async Task Write_with_an_unexpected_success_throws_and_is_not_resent_if_recovery_is_off(string name)
    {
        foreach (string body in (string[])["", "null", "<html>Log in</html>"])
        {
            var handler = new FirstWriteHandler(isApplied: false, 203, body);
            using var calls = new WriteCalls(handler, options => options.RecoverLostWrites = false);
            var error = await Assert.ThrowsAsync<QuayResponseException>(() => calls.CallAsync(name, TestContext.Current.CancellationToken));
            Assert.Equal((HttpStatusCode.NonAuthoritativeInformation, 0), (error.StatusCode, calls.WriteCount));
        }
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Read_with_an_unexpected_success_throws_QuayResponseException(string name)
    {
        foreach (int status in Statuses)
        {
            foreach (
                string body in (string[])["", " ", "null", "<html>Log in</html>", "{\"a\": ", "[]", "\"x\"",
                    .. status == 200 ? [] : new[] { "{}" }])
            {
                await AssertReadFailsAsync(name, status, new StringContent(body, Encoding.UTF8, "application/json"));
                await AssertReadFailsAsync(name, status, new ReadOnlyMemoryContent(Encoding.UTF8.GetBytes(body)));
            }
        }
    }

    /// <summary>Gets the state after an undisturbed call, and Quay's response to it.</summary>
    private static async Task<(string State, int Status, string Body)> CallUndisturbedAsync(string name)
    {
        using var calls = new WriteCalls();
        await calls.CallAsync(name, TestContext.Current.CancellationToken);
        var response = calls.Quay.Requests.Last(exchange => exchange.Request.Method != "GET").Response!;
        return (calls.State(), response.Status, Encoding.UTF8.GetString(response.Body.Span).Trim());
    }

    private static async Task AssertReadFailsAsync(string name, int status, HttpContent content)
    {
        var network = new ScriptedHandler(_ => new HttpResponseMessage((HttpStatusCode)status) { Content = content });
        using var client =
            new QuayClient(new QuayClientOptions { Endpoint = new Uri("https://quay.example/"), Token = "token", MaxRetries = 0 }, network);
        var error = await Record.ExceptionAsync(() => ReadCalls[name](client));
        Assert.True(error is QuayResponseException, $"{status}: {error}");
    }

    /// <summary>Replaces the response to the first write, which reaches Quay only if it is to be applied.</summary>
    private sealed class FirstWriteHandler(bool isApplied, int status, string body) : DelegatingHandler
    {
        private bool _isOver;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Get || _isOver)
            {
                return await base.SendAsync(request, cancellationToken);
            }

            _isOver = true;
            if (isApplied)
            {
                (await base.SendAsync(request, cancellationToken)).Dispose();
            }

            return new HttpResponseMessage((HttpStatusCode)status)
            {
                Content = new StringContent(body, Encoding.Latin1, "application/json"),
                RequestMessage = request,
            };
        }
    }
}
