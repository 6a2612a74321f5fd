using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Wire;

/// <summary>A fake Quay with something for each write to change, a client of it, and all its writes.</summary>
internal sealed class WriteCalls : IDisposable
{
    private static readonly Dictionary<string, Func<WriteCalls, CancellationToken, Task>> Calls = new(StringComparer.Ordinal)
    {
        ["move"] = (world, token) => world.Client.Tags.MoveAsync("acme/app", "moved", world.Digest, cancellationToken: token),
        ["expire"] = (world, token) =>
            world.Client.Tags.SetExpirationAsync("acme/app", "tag", world.Clock.GetUtcNow().AddDays(9), cancellationToken: token),
        ["never expire"] = (world, token) => world.Client.Tags.ClearExpirationAsync("acme/app", "expiring", cancellationToken: token),
        ["make immutable"] = (world, token) => world.Client.Tags.SetImmutableAsync("acme/app", "tag", true, cancellationToken: token),
        ["delete a tag"] = (world, token) => world.Client.Tags.DeleteAsync("acme/app", "tag", cancellationToken: token),
        ["restore"] = (world, token) => world.Client.Tags.RestoreAsync("acme/app", "gone", world.Digest, cancellationToken: token),
        ["delete permanently"] = (world, token) => world.Client.Tags.DeletePermanentlyAsync("acme/app", "tag", cancellationToken: token),
        ["delete past permanently"] = (world, token) =>
            world.Client.Tags.DeletePastPermanentlyAsync("acme/app", "gone", world.Digest, cancellationToken: token),
        ["add a label"] = (world, token) =>
            world.Client.Manifests.AddLabelAsync("acme/app", world.Digest, "new", "value", cancellationToken: token),
        ["delete a label"] = (world, token) => world.Client.Manifests.DeleteLabelAsync("acme/app", world.Digest, world._label, token),
        ["create a repository"] = (world, token) =>
            world.Client.Repositories.CreateAsync("acme/new", RepositoryVisibility.Private, cancellationToken: token),
        ["describe a repository"] = (world, token) => world.Client.Repositories.UpdateDescriptionAsync("acme/app", "new", token),
        ["delete a repository"] = (world, token) => world.Client.Repositories.DeleteAsync("acme/app", "acme/app", token),
        ["publish a repository"] = (world, token) =>
            world.Client.Repositories.ChangeVisibilityAsync("acme/app", RepositoryVisibility.Public, token),
        ["make read-only"] = (world, token) => world.Client.Repositories.ChangeStateAsync("acme/app", RepositoryState.ReadOnly, token),
        ["create an auto-prune policy"] = (world, token) =>
            world.Client.Policies.AutoPrune.CreateAsync("acme/app", AutoPrunePolicy.KeepNewest(7), token),
        ["update an auto-prune policy"] = (world, token) =>
            world.Client.Policies.AutoPrune.UpdateAsync("acme/app", world._pruning, AutoPrunePolicy.KeepNewest(7), token),
        ["delete an auto-prune policy"] = (world, token) => world.Client.Policies.AutoPrune.DeleteAsync("acme/app", world._pruning, token),
        ["create an immutability policy"] = (world, token) =>
            world.Client.Policies.Immutability.CreateAsync("acme/app", new() { TagPattern = "new" }, token),
        ["update an immutability policy"] = (world, token) =>
            world.Client.Policies.Immutability.UpdateAsync("acme/app", world._keeping, new() { TagPattern = "new" }, token),
        ["delete an immutability policy"] = (world, token) =>
            world.Client.Policies.Immutability.DeleteAsync("acme/app", world._keeping, token),
    };

    private readonly int _before;
    private readonly string _label;
    private readonly string _pruning;
    private readonly string _keeping;

    /// <param name="between">Stands between the client and the fake; null for nothing.</param>
    /// <param name="configure">Changes the options.</param>
    public WriteCalls(DelegatingHandler? between = null, Action<QuayClientOptions>? configure = null)
    {
        Quay = new FakeQuay(Clock) { Features = FakeFeatures.All };
        FakeRepository app = Quay.AddRepository("acme/app");
        Digest = app.Push("gone").Digest;
        Clock.Advance(TimeSpan.FromMinutes(1));
        app.DeleteTag("gone");
        app.Push("other", Digest);
        app.Push("moved");
        app.Push("tag");
        app.Push("expiring");
        Clock.Advance(TimeSpan.FromMinutes(1));
        app.Expire("expiring", Clock.GetUtcNow().AddDays(3));
        _pruning = app.AddAutoPrunePolicy("number_of_tags", 5).Id;
        _keeping = app.AddImmutabilityPolicy("old").Id;
        QuayClientOptions options = Quay.OptionsFor(1);
        (options.RetryDelay, options.TimeProvider, options.AttemptTimeout, options.Timeout) =
            (TimeSpan.Zero, Clock, TimeSpan.FromHours(20), TimeSpan.FromHours(22));
        _label = LabelOf(options);
        _before = Writes(Quay);
        configure?.Invoke(options);
        StoppedClock = options.TimeProvider as TestClock;
        HttpMessageHandler network = new FakeQuayHandler(Quay);
        if (between is not null)
        {
            between.InnerHandler = network;
            network = between;
        }

        Client = new QuayClient(options, network);
    }

    public static IEnumerable<string> Names => Calls.Keys;

    public TestClock Clock { get; } = new();

    /// <summary>The clock of the client, if it was given another one.</summary>
    public TestClock? StoppedClock { get; }

    public FakeQuay Quay { get; }

    public string Digest { get; }

    public QuayClient Client { get; }

    /// <summary>How many writes reached the fake.</summary>
    public int Sent => Writes(Quay) - _before;

    public Task CallAsync(string name, CancellationToken cancellationToken = default) => Calls[name](this, cancellationToken);

    /// <summary>All that the writes can change, without ids and times.</summary>
    public string State() => Quay.FindRepository("acme/app") is not { } app ? "gone" : string.Join('\n', (string[])
    [
        $"{Quay.FindRepository("acme/new") is not null} {app.Description} {app.IsPublic} {app.State}",
        .. app.Entries.Select(row =>
            $"{row.Name} {row.Digest} {row.End is not null} {row.End < row.Start} {row.End > Clock.GetUtcNow()} "
            + $"{row.IsImmutable} {row.IsReversion}"),
        .. app.FindManifest(Digest)!.Labels.Select(label => $"{label.Key}={label.Value}"),
        .. app.AutoPrunePolicies.Select(policy => $"{policy.Method} {policy.Value}"),
        .. app.ImmutabilityPolicies.Select(policy => policy.TagPattern),
    ]);

    public void Dispose() => Client.Dispose();

    private static int Writes(FakeQuay quay) => quay.Requests.Count(exchange => exchange.Request.Method != "GET");

    /// <summary>A label that can be deleted, as only one that was added over the API can.</summary>
    private string LabelOf(QuayClientOptions options)
    {
        using var client = new QuayClient(options, new FakeQuayHandler(Quay));
        return client.Manifests.AddLabelAsync("acme/app", Digest, "old", "value").GetAwaiter().GetResult().Id;
    }
}
