using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Wire;

/// <summary>Provides all writes of a client, and a fake Quay that each of them changes.</summary>
internal sealed class WriteCalls : IDisposable
{
    private static readonly Dictionary<string, Func<WriteCalls, CancellationToken, Task>> Calls = new(StringComparer.Ordinal)
    {
        ["move"] = (calls, token) => calls.Client.Tags.MoveAsync("acme/app", "moved", calls.Digest, cancellationToken: token),
        ["expire"] = (calls, token) =>
            calls.Client.Tags.SetExpirationAsync("acme/app", "tag", calls.Clock.GetUtcNow().AddDays(9), cancellationToken: token),
        ["never expire"] = (calls, token) => calls.Client.Tags.ClearExpirationAsync("acme/app", "expiring", cancellationToken: token),
        ["make immutable"] = (calls, token) => calls.Client.Tags.SetImmutableAsync("acme/app", "tag", true, cancellationToken: token),
        ["delete a tag"] = (calls, token) => calls.Client.Tags.DeleteAsync("acme/app", "tag", cancellationToken: token),
        ["restore"] = (calls, token) => calls.Client.Tags.RestoreAsync("acme/app", "gone", calls.Digest, cancellationToken: token),
        ["delete permanently"] = (calls, token) => calls.Client.Tags.DeletePermanentlyAsync("acme/app", "tag", cancellationToken: token),
        ["delete past permanently"] = (calls, token) =>
            calls.Client.Tags.DeletePastPermanentlyAsync("acme/app", "gone", calls.Digest, cancellationToken: token),
        ["add a label"] = (calls, token) =>
            calls.Client.Manifests.AddLabelAsync("acme/app", calls.Digest, "new", "value", cancellationToken: token),
        ["delete a label"] = (calls, token) => calls.Client.Manifests.DeleteLabelAsync("acme/app", calls.Digest, calls._label, token),
        ["create a repository"] = (calls, token) =>
            calls.Client.Repositories.CreateAsync("acme/new", RepositoryVisibility.Private, cancellationToken: token),
        ["describe a repository"] = (calls, token) => calls.Client.Repositories.UpdateDescriptionAsync("acme/app", "new", token),
        ["delete a repository"] = (calls, token) => calls.Client.Repositories.DeleteAsync("acme/app", "acme/app", token),
        ["publish a repository"] = (calls, token) =>
            calls.Client.Repositories.ChangeVisibilityAsync("acme/app", RepositoryVisibility.Public, token),
        ["make read-only"] = (calls, token) => calls.Client.Repositories.ChangeStateAsync("acme/app", RepositoryState.ReadOnly, token),
        ["create an auto-prune policy"] = (calls, token) =>
            calls.Client.Policies.AutoPrune.CreateAsync("acme/app", AutoPrunePolicy.KeepNewest(7), token),
        ["update an auto-prune policy"] = (calls, token) =>
            calls.Client.Policies.AutoPrune.UpdateAsync("acme/app", calls._pruning, AutoPrunePolicy.KeepNewest(7), token),
        ["delete an auto-prune policy"] = (calls, token) => calls.Client.Policies.AutoPrune.DeleteAsync("acme/app", calls._pruning, token),
        ["create an immutability policy"] = (calls, token) =>
            calls.Client.Policies.Immutability.CreateAsync("acme/app", new() { TagPattern = "new" }, token),
        ["update an immutability policy"] = (calls, token) =>
            calls.Client.Policies.Immutability.UpdateAsync("acme/app", calls._keeping, new() { TagPattern = "new" }, token),
        ["delete an immutability policy"] = (calls, token) =>
            calls.Client.Policies.Immutability.DeleteAsync("acme/app", calls._keeping, token),
    };

    private readonly int _before;
    private readonly string _label;
    private readonly string _pruning;
    private readonly string _keeping;

    /// <param name="between">A handler between the client and the fake, or null.</param>
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
        _label = AddLabel(options);
        _before = CountWrites(Quay);
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

    /// <summary>Gets the clock of the client, if the options set one.</summary>
    public TestClock? StoppedClock { get; }

    public FakeQuay Quay { get; }

    public string Digest { get; }

    public QuayClient Client { get; }

    /// <summary>Gets the number of writes that reached the fake.</summary>
    public int WriteCount => CountWrites(Quay) - _before;

    public Task CallAsync(string name, CancellationToken cancellationToken = default) => Calls[name](this, cancellationToken);

    /// <summary>Gets all state that the writes can change, without ids and times.</summary>
    public string State() => Quay.FindRepository("acme/app") is not { } app ? "gone" : string.Join('\n', (string[])
    [
        $"{Quay.FindRepository("acme/new") is not null} {app.Description} {app.IsPublic} {app.State}",
        .. app.Entries.Select(entry =>
            $"{entry.Name} {entry.Digest} {entry.End is not null} {entry.End < entry.Start} {entry.End > Clock.GetUtcNow()} "
            + $"{entry.IsImmutable} {entry.IsReversion}"),
        .. app.FindManifest(Digest)!.Labels.Select(label => $"{label.Key}={label.Value}"),
        .. app.AutoPrunePolicies.Select(policy => $"{policy.Method} {policy.Value}"),
        .. app.ImmutabilityPolicies.Select(policy => policy.TagPattern),
    ]);

    public void Dispose() => Client.Dispose();

    private static int CountWrites(FakeQuay quay) => quay.Requests.Count(exchange => exchange.Request.Method != "GET");

    /// <summary>Adds a label over the API, because other labels cannot be deleted.</summary>
    private string AddLabel(QuayClientOptions options)
    {
        using var client = new QuayClient(options, new FakeQuayHandler(Quay));
        return client.Manifests.AddLabelAsync("acme/app", Digest, "old", "value").GetAwaiter().GetResult().Id;
    }
}
