using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Quay.Client.Testing;

namespace Quay.Client.Tests.Documentation.Tokens;

/// <summary>Verifies the code of docs/tokens.md that reads the token from a vault.</summary>
public sealed class VaultTokenTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly StubVault _vault = new();
    private readonly VaultToken _token;

    public VaultTokenTests() => _token = new VaultToken(_vault, _clock);

    public void Dispose() => _token.Dispose();

    [Fact]
    public async Task Token_is_read_again_a_minute_before_it_expires()
    {
        _vault.Next = () => Task.FromResult(new Secret("first", _clock.GetUtcNow().AddHours(1)));
        Assert.Equal("first", await _token.GetAsync(CancellationToken.None));
        _vault.Next = () => Task.FromResult(new Secret("second", _clock.GetUtcNow().AddHours(1)));

        _clock.Advance(TimeSpan.FromMinutes(59) - TimeSpan.FromTicks(1));
        Assert.Equal("first", await _token.GetAsync(CancellationToken.None));
        Assert.Equal(["quay-token"], _vault.Names);

        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("second", await _token.GetAsync(CancellationToken.None));
        Assert.Equal(2, _vault.Names.Count);
    }

    [Fact]
    public async Task Concurrent_calls_read_the_vault_once()
    {
        var read = new TaskCompletionSource<Secret>(TaskCreationOptions.RunContinuationsAsynchronously);
        _vault.Next = () => read.Task;
        Task<string?>[] calls = [.. Enumerable.Range(0, 64).Select(_ => _token.GetAsync(CancellationToken.None).AsTask())];

        read.SetResult(new Secret("token", _clock.GetUtcNow().AddHours(1)));

        Assert.All(await Task.WhenAll(calls), token => Assert.Equal("token", token));
        Assert.Single(_vault.Names);
    }

    [Fact]
    public async Task Failed_or_canceled_read_of_the_vault_is_repeated_by_the_next_call()
    {
        _vault.Next = () => Task.FromException<Secret>(new InvalidOperationException("sealed"));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _token.GetAsync(CancellationToken.None));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _token.GetAsync(new CancellationToken(canceled: true)));
        _vault.Next = () => Task.FromResult(new Secret("token", _clock.GetUtcNow().AddHours(1)));

        Assert.Equal("token", await _token.GetAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Client_of_a_service_collection_sends_the_token_of_the_vault()
    {
        var quay = new FakeQuay();
        quay.AddOrganization("acme");
        quay.AddRepository("acme/app");
        string token = quay.AddToken("admin").Value;
        _vault.Next = () => Task.FromResult(new Secret(token, _clock.GetUtcNow().AddHours(1)));
        var services = new ServiceCollection();
        services.AddSingleton<IVault>(_vault);
        services.AddSingleton<TimeProvider>(_clock);
        services.AddSingleton<VaultToken>();
        services.AddQuayClient(options => options.Endpoint = new Uri("https://quay.example"))
            .ConfigurePrimaryHttpMessageHandler(() => new FakeQuayHandler(quay));
        services.AddQuayClient((provider, options) => options.TokenProvider = provider.GetRequiredService<VaultToken>().GetAsync);
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IQuayClient>().Repositories.GetAsync("acme/app");

        Assert.Equal($"Bearer {token}", Assert.Single(quay.Requests).Request.Header("Authorization"));
    }

    private sealed class StubVault : IVault
    {
        public Func<Task<Secret>> Next { get; set; } = () => throw new InvalidOperationException();

        public List<string> Names { get; } = [];

        public Task<Secret> ReadAsync(string name, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Names.Add(name);
            return Next();
        }
    }
}
