using Quay.Client.Testing;

namespace Quay.Client.Tests.Concurrency;

/// <summary>
/// Represents what one of the concurrent tasks works on: a namespace whose names, digests and numbers no other task has. A response that
/// belongs to the call of another task is therefore visible.
/// </summary>
internal sealed class Lane
{
    private int _count;

    public Lane(FakeQuay quay, QuayClient client, int number)
    {
        (Quay, Client, Number) = (quay, client, number);
        Repository = quay.AddRepository(Name);
        Old = Repository.Push("old").Digest;
        New = Repository.Push("new").Digest;
        Repository.Push("moved", New);
        Repository.Push("expiring", Old);
        Repository.Push("unlimited", Old);
        Repository.Expire("unlimited", new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Repository.Push("frozen", Old);
        LabelId = Repository.AddLabel(Old, "name", Name).Id;
        Repository.AddAutoPrunePolicy("number_of_tags", number + 1);
        Repository.AddImmutabilityPolicy($"^{Owner}$");
        Repository.Pull("old", times: number + 1);
        Repository.FindManifest(Old)!.SecurityStatus = Name;
        quay.AddUser(Stranger);
        quay.AddRepository($"{Stranger}/app", isPublic: true);
    }

    public FakeQuay Quay { get; }

    public QuayClient Client { get; }

    public int Number { get; }

    public string Owner => $"team{Number}";

    public string Name => $"{Owner}/app";

    /// <summary>Gets a user whose public repository the client can only read.</summary>
    public string Stranger => $"stranger{Number}";

    public string MissingDigest => $"sha256:{Number:x64}";

    public FakeRepository Repository { get; }

    public string Old { get; }

    public string New { get; }

    public string LabelId { get; }

    public int Next() => ++_count;

    public string Push(string? digest = null) => Repository.Push($"tag{Next()}", digest).Name;

    public string NewRepositoryName() => $"{Owner}/other{Next()}";

    public FakeRepository AddRepository() => Quay.AddRepository(NewRepositoryName());

    /// <summary>
    /// Sends a write. If it succeeds, the server has the new state. If it fails, the server has the old or the new one, or only the old
    /// one if the exception states that nothing was applied.
    /// </summary>
    public async Task WriteAsync(Func<string> read, string after, Func<Task> call)
    {
        string before = read();
        try
        {
            await call();
        }
        catch (Exception fault)
        {
            string now = read();
            Assert.True(now == after || now == before, $"{Name}: \"{before}\" became \"{now}\" instead of \"{after}\". {fault}");
            Assert.True(
                now == before || fault is not QuayRateLimitException and not QuayConnectionException { WasNeverSent: true },
                $"{Name}: \"{before}\" became \"{now}\", although nothing was applied. {fault}");
            throw;
        }

        Assert.Equal(after, read());
    }

    public async Task ChangeTagAsync(string tag, string? digest, Func<Task<TagChange>> call)
    {
        TagChange? change = null;
        await WriteAsync(() => Repository.FindTag(tag)?.Digest ?? "", digest ?? "", async () => change = await call());
        Assert.Equal((tag, digest), (change!.Tag, change.After?.ManifestDigest));
    }
}
