using Microsoft.Extensions.Time.Testing;
using Quay.Client.History;
using Quay.Client.Testing;

namespace Quay.Client.Tests.Documentation.Tokens;

/// <summary>Verifies what docs/tokens.md states about a token in a file, and about its rotation during a scan.</summary>
public sealed class TokenFileTests : IDisposable
{
    private const int Repositories = 30;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quay-token-");
    private readonly TokenFile _file;
    private readonly FakeQuay _quay;
    private readonly string _newToken;
    private readonly QuayClient _client;
    private volatile bool _isReplaced;
    private int _oldTokensInUse;

    public TokenFileTests()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
        _quay = new FakeQuay(clock);
        _quay.AddOrganization("acme");
        for (int i = 0; i < Repositories; i++)
        {
            _quay.AddRepository($"acme/app{i:d2}").Push("latest");
        }

        _file = new TokenFile(TokenPath);
        _newToken = _quay.AddToken("admin").Value;
        File.WriteAllText(TokenPath, _quay.Token + "\n");
        var options = new QuayClientOptions
        {
            Endpoint = new Uri("https://quay.example"),
            TokenProvider = ReadTokenAsync,
            TimeProvider = clock,
        };
        _client = new QuayClient(options, new FakeQuayHandler(_quay));
        clock.Advance(TimeSpan.FromHours(1));
    }

    private string TokenPath => Path.Combine(_folder.FullName, "token");

    private IEnumerable<string> Tokens =>
        _quay.Requests.Select(exchange => exchange.Request.Header("Authorization") == $"Bearer {_newToken}" ? "new" : "old");

    public void Dispose()
    {
        _client.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Scan_survives_a_rotation_and_sends_the_new_token_from_the_next_request_on()
    {
        IReadOnlyList<string> expected = await LinesAsync(Scan());
        int before = _quay.Requests.Count;

        // The request that is handled at the time of the rotation has the old token. It is revoked one request later.
        _quay.Changes.BeforeRequest(before + 10, () => Replace(_newToken));
        _quay.Changes.BeforeRequest(before + 11, Revoke);
        RepositoryScan<RepositorySnapshot> scan = Scan(maxConcurrency: 1);
        IReadOnlyList<string> lines = await LinesAsync(scan);

        Assert.Equal(expected, lines);
        Assert.Equal(Repositories, lines.Count);
        Assert.True(scan.Checkpoint.IsComplete);
        Assert.Equal(Enumerable.Repeat("old", 10), Tokens.Skip(before).Take(10));
        Assert.All(Tokens.Skip(before + 10), token => Assert.Equal("new", token));
        Assert.All(_quay.Requests, exchange => Assert.Equal(200, exchange.Response!.Status));
    }

    [Fact]
    public async Task Concurrent_scan_loses_nothing_if_the_old_token_is_revoked_after_the_requests_in_progress()
    {
        IReadOnlyList<string> expected = await LinesAsync(Scan());
        int before = _quay.Requests.Count;

        _oldTokensInUse = 0;
        int revokedAt = 0;
        _quay.Changes.BeforeRequest(before + 10, () => Replace(_newToken));
        _quay.Changes.BeforeEach(request =>
        {
            int left = request.Header("Authorization") == $"Bearer {_quay.Token}"
                ? Interlocked.Decrement(ref _oldTokensInUse)
                : Volatile.Read(ref _oldTokensInUse);
            if (_isReplaced && left <= 0 && revokedAt == 0)
            {
                // The request that is handled now can still have the old token.
                revokedAt = request.Number + 1;
            }
            else if (request.Number == revokedAt)
            {
                Revoke();
            }
        });

        Assert.Equal(expected, await LinesAsync(Scan(maxConcurrency: 8)));
        Assert.True(_quay.FindToken(_quay.Token)!.IsRevoked);
        Assert.All(Tokens.Skip(revokedAt - 1), token => Assert.Equal("new", token));
        Assert.All(_quay.Requests, exchange => Assert.Equal(200, exchange.Response!.Status));
    }

    [Fact]
    public async Task Scan_whose_file_holds_the_revoked_token_throws_and_continues_from_its_checkpoint_after_the_rotation()
    {
        IReadOnlyList<string> expected = await LinesAsync(Scan());
        int before = _quay.Requests.Count;
        _quay.Changes.BeforeRequest(before + 10, Revoke);
        RepositoryScan<RepositorySnapshot> scan = Scan(maxConcurrency: 1);
        List<string> lines = [];

        await Assert.ThrowsAsync<QuayAuthenticationException>(async () =>
        {
            await foreach (ScanResult<RepositorySnapshot> result in scan)
            {
                lines.Add(Line(result));
            }
        });
        Assert.InRange(lines.Count, 1, Repositories - 1);
        Assert.False(scan.Checkpoint.IsComplete);

        Replace(_newToken);
        RepositoryScan<RepositorySnapshot> continued = Scan(maxConcurrency: 1, ScanCheckpoint.Parse(scan.Checkpoint.ToJson()));
        IReadOnlyList<string> rest = await LinesAsync(continued);

        Assert.Equal(expected, lines.Concat(rest));
        Assert.True(continued.Checkpoint.IsComplete);
    }

    [Fact]
    public async Task Token_of_a_Kubernetes_secret_is_read_through_the_replaced_link()
    {
        // The kubelet writes a new folder, and then replaces the link to it.
        string volume = _folder.CreateSubdirectory("volume").FullName;
        Directory.CreateSymbolicLink(Path.Combine(volume, "..data"), volume);
        Publish("..2026_11_23", _quay.Token);
        File.CreateSymbolicLink(Path.Combine(volume, "token"), Path.Combine("..data", "token"));
        var file = new TokenFile(Path.Combine(volume, "token"));
        Assert.Equal(_quay.Token, await file.ReadAsync(CancellationToken.None));
        DateTime written = File.GetLastWriteTimeUtc(Path.Combine(volume, "token"));

        Publish("..2026_11_24", _newToken);

        Assert.Equal(_newToken, await file.ReadAsync(CancellationToken.None));
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(volume, "token")));

        void Publish(string folder, string token)
        {
            Directory.CreateDirectory(Path.Combine(volume, folder));
            File.WriteAllText(Path.Combine(volume, folder, "token"), token);
            Directory.Delete(Path.Combine(volume, "..data"));
            Directory.CreateSymbolicLink(Path.Combine(volume, "..data"), folder);
        }
    }

    [Fact]
    public async Task Missing_file_is_reported_as_a_failure_of_the_token_provider()
    {
        File.Delete(TokenPath);

        var error = await Assert.ThrowsAsync<QuayAuthenticationException>(() => _client.Repositories.GetAsync("acme/app00"));

        Assert.StartsWith("The TokenProvider of the options failed", error.Message, StringComparison.Ordinal);
        Assert.IsType<FileNotFoundException>(error.InnerException);
        Assert.Empty(_quay.Requests);
    }

    private static string Line(ScanResult<RepositorySnapshot> result) =>
        $"{result} {string.Join(' ', result.Value!.Tags.Select(tag => $"{tag.Key}@{tag.Value.ManifestDigest}"))}";

    private static async Task<IReadOnlyList<string>> LinesAsync(RepositoryScan<RepositorySnapshot> scan) =>
        await scan.Select(Line).ToListAsync(TestContext.Current.CancellationToken);

    private RepositoryScan<RepositorySnapshot> Scan(int maxConcurrency = 1, ScanCheckpoint? startFrom = null) =>
        _client.History.ScanSnapshotsAsync(
            "acme", options: new ScanOptions { InOrder = true, MaxConcurrency = maxConcurrency, StartFrom = startFrom });

    private async ValueTask<string?> ReadTokenAsync(CancellationToken cancellationToken)
    {
        bool canBeOld = !_isReplaced;
        if (canBeOld)
        {
            Interlocked.Increment(ref _oldTokensInUse);
        }

        string? token = await _file.ReadAsync(cancellationToken);
        if (canBeOld && token == _newToken)
        {
            Interlocked.Decrement(ref _oldTokensInUse);
        }

        return token;
    }

    // As the page recommends: a reader sees the old content or the new one.
    private void Replace(string token)
    {
        File.WriteAllText(TokenPath + ".new", token + "\n");
        File.Move(TokenPath + ".new", TokenPath, overwrite: true);
        _isReplaced = true;
    }

    private void Revoke() => _quay.FindToken(_quay.Token)!.IsRevoked = true;
}
