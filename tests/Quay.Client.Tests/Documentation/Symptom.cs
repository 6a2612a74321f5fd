using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Quay.Client.Testing;

namespace Quay.Client.Tests.Documentation;

/// <summary>
/// Causes each failure that the page on troubleshooting describes, with the server <c>https://quay.example.com</c> and the repository
/// <c>acme/app</c>, and keeps its exception.
/// </summary>
internal sealed class Symptom
{
    /// <summary>Gets what causes the failure, keyed by the heading on the page.</summary>
    public static readonly IReadOnlyDictionary<string, Func<Symptom, Task>> All = new Dictionary<string, Func<Symptom, Task>>
    {
        ["A list is shorter than expected"] = async symptom =>
        {
            symptom.Revoke();
            await symptom.Client().Repositories.List(RepositoryQuery.InNamespace("acme")).CountAsync();
        },
        ["401 Unauthorized, even with a robot account"] = async symptom =>
        {
            symptom.Revoke();
            await symptom.Client().Tags.GetAsync("acme/app", "latest");
        },
        ["403: \"CSRF token was invalid or missing\""] = async symptom =>
        {
            symptom.App.IsPublic = true;
            symptom.Revoke();
            await symptom.Client().Tags.DeleteAsync("acme/app", "latest");
        },
        ["403 with a valid token"] = symptom =>
            symptom.Client(options => options.Token = symptom.Quay.AddToken("admin", "repo:read").Value)
                .Tags.DeleteAsync("acme/app", "latest"),
        ["404 for a tag or a repository"] = symptom => symptom.Client().Tags.GetAsync("acme/app", "Latest"),
        ["404 with HTML"] = symptom =>
        {
            symptom.Quay.Faults.Always(Fault.Status(404, "<html>Not found</html>"));
            return symptom.Client().Tags.GetAsync("acme/app", "latest");
        },
        ["An expiry is rejected, or a tag vanished after it was set"] = symptom =>
        {
            symptom.Clock.Advance(TimeSpan.FromDays(3 * 365));
            return symptom.Client().Tags.SetExpirationAsync("acme/app", "latest", symptom.Clock.GetUtcNow().AddDays(7));
        },
        ["409, or the tag does not change"] = symptom =>
        {
            symptom.App.SetImmutable("latest");
            return symptom.Client().Tags.DeleteAsync("acme/app", "latest");
        },
        ["429 Too Many Requests"] = symptom =>
        {
            symptom.Quay.Faults.Always(Fault.TooManyRequests(TimeSpan.FromMinutes(10)));
            return symptom.Client().Tags.GetAsync("acme/app", "latest");
        },
        ["A request is not sent after a 429"] = async symptom =>
        {
            symptom.Quay.Faults.Next(Fault.TooManyRequests(TimeSpan.FromMinutes(10)));
            QuayClient client = symptom.Client();
            await Record.ExceptionAsync(() => client.Tags.GetAsync("acme/app", "latest"));
            await client.Tags.GetAsync("acme/app", "latest");
        },
        ["The token provider fails"] = symptom =>
        {
            QuayClient client = symptom.Client(options =>
                (options.Token, options.TokenProvider) = (null, _ => throw new IOException("The vault is sealed.")));
            return client.Tags.GetAsync("acme/app", "latest");
        },
        ["The program is slow or times out"] = async symptom =>
        {
            var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            symptom.Quay.Changes.BeforeRequest(1, arrived.SetResult);
            symptom.Quay.Faults.Always(Fault.Stall);
            Task call = symptom.Client(options => options.MaxRetries = 0).Tags.GetAsync("acme/app", "latest");
            await arrived.Task;
            symptom.Clock.Advance(TimeSpan.FromSeconds(30));
            await call;
        },
        ["The response was lost"] = symptom =>
        {
            symptom.Quay.Faults.When(request => request.Method == "PUT", Fault.LostResponse);
            symptom.Quay.Changes.Before(
                request => request.Method == "PUT", () => symptom.Quay.Faults.When(request => request.Method == "GET", Fault.BadGateway));
            return symptom.Client().Tags.MoveAsync("acme/app", "prod", symptom.App.FindTag("latest")!.Digest);
        },
        ["The connection fails"] = symptom =>
        {
            symptom.Quay.Faults.Always(Fault.Cut);
            return symptom.Client().Tags.GetAsync("acme/app", "latest");
        },
        ["HTML instead of JSON"] = symptom =>
        {
            symptom.Quay.Faults.Always(Fault.Status(200, "<html>Log in</html>"));
            return symptom.Client().Tags.GetAsync("acme/app", "latest");
        },
        ["It works with curl but not with the client"] = symptom =>
        {
            symptom.Quay.Faults.Always(Fault.Redirect(new Uri("https://registry.example.com/")));
            return symptom.Client().Tags.GetAsync("acme/app", "latest");
        },
        ["The server lacks a feature"] = symptom =>
        {
            symptom.Quay.Features = new FakeFeatures { AutoPrune = false };
            return symptom.Client().Policies.AutoPrune.ListAsync("acme/app");
        },
        ["503 for every write"] = symptom =>
        {
            symptom.App.State = FakeRepositoryState.Mirror;
            return symptom.Client().Tags.DeleteAsync("acme/app", "latest");
        },
        ["The program does not start"] = async _ =>
        {
            var services = new ServiceCollection();
            services.AddQuayClient(options => options.Token = "token\n");
            await using ServiceProvider provider = services.BuildServiceProvider();
            provider.GetRequiredService<IQuayClient>();
        },
        ["The endpoint is http"] = symptom =>
        {
            symptom.Client(options => options.Endpoint = new Uri("http://quay.example.com")).Dispose();
            return Task.CompletedTask;
        },
        ["A name is rejected"] = symptom => symptom.Client().Tags.GetAsync("quay.example.com/acme/app", "latest"),
        ["The client was disposed"] = symptom =>
        {
            QuayClient client = symptom.Client();
            client.Dispose();
            return client.Tags.GetAsync("acme/app", "latest");
        },
        ["A call was cancelled"] = symptom => symptom.Client().Tags.GetAsync("acme/app", "latest", new CancellationToken(canceled: true)),
    };

    private Symptom()
    {
        Quay = new FakeQuay(Clock) { Features = FakeFeatures.All };
        App = Quay.AddRepository("acme/app");
        App.Push("latest");
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2023, 11, 23, 12, 0, 0, TimeSpan.Zero));

    public FakeQuay Quay { get; }

    public FakeRepository App { get; }

    /// <summary>Causes the failure of a heading; returns its exception.</summary>
    public static async Task<Exception> CauseAsync(string heading)
    {
        var symptom = new Symptom();
        return await Record.ExceptionAsync(() => All[heading](symptom)) ?? throw new InvalidOperationException($"{heading}: no exception.");
    }

    private void Revoke() => Quay.FindToken(Quay.Token)!.IsRevoked = true;

    private QuayClient Client(Action<QuayClientOptions>? configure = null)
    {
        var network = new FakeQuayHandler(Quay) { Endpoint = new Uri("https://quay.example.com") };
        var options = new QuayClientOptions
        {
            Endpoint = network.Endpoint,
            Token = Quay.Token,
            TimeProvider = Clock,
            RetryDelay = TimeSpan.Zero,
        };
        configure?.Invoke(options);
        return new QuayClient(options, network);
    }
}
