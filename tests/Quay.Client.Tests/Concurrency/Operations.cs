using System.Reflection;
using System.Text.Json;
using Quay.Client.Testing;

namespace Quay.Client.Tests.Concurrency;

/// <summary>Calls each operation of a client on the repositories of one task, and verifies its result and the server's state.</summary>
internal static class Operations
{
    private static readonly DateTimeOffset Soon = new(2027, 3, 4, 5, 6, 7, TimeSpan.Zero);

    /// <summary>Gets the calls by the names of the operations, such as <c>Policies.AutoPrune.ListAsync</c>.</summary>
    public static IReadOnlyDictionary<string, Func<Lane, CancellationToken, Task>> Calls { get; } =
        new Dictionary<string, Func<Lane, CancellationToken, Task>>(StringComparer.Ordinal)
        {
            ["Tags.GetHistory"] = async (lane, token) =>
            {
                List<TagHistoryEntry> entries = await lane.Client.Tags
                    .GetHistory(lane.Name, new TagHistoryQuery { PageSize = 5 }, token)
                    .ToListAsync(token);
                Assert.Equal(
                    lane.Repository.Entries.Select(entry => entry.Digest).Order(), entries.Select(entry => entry.ManifestDigest).Order());
            },
            ["Tags.GetHistoryPageAsync"] = async (lane, token) =>
            {
                QuayPage<TagHistoryEntry> page = await lane.Client.Tags.GetHistoryPageAsync(lane.Name, cancellationToken: token);
                Assert.All(page.Items, entry => Assert.NotNull(lane.Repository.FindManifest(entry.ManifestDigest!)));
            },
            ["Tags.GetAsync"] = async (lane, token) =>
                Assert.Equal(lane.Old, (await lane.Client.Tags.GetAsync(lane.Name, "old", token)).ManifestDigest),
            ["Tags.GetPullStatisticsAsync"] = async (lane, token) =>
            {
                TagPullStatistics pulls = await lane.Client.Tags.GetPullStatisticsAsync(lane.Name, "old", token);
                Assert.Equal((lane.Old, lane.Number + 1L), (pulls.CurrentManifestDigest, pulls.TagPullCount));
            },
            ["Tags.MoveAsync"] = (lane, token) =>
            {
                string digest = lane.Repository.FindTag("moved")?.Digest == lane.Old ? lane.New : lane.Old;
                return lane.ChangeTagAsync("moved", digest, () =>
                    lane.Client.Tags.MoveAsync(lane.Name, "moved", digest, cancellationToken: token));
            },
            ["Tags.SetExpirationAsync"] = (lane, token) => lane.WriteAsync(
                () => $"{lane.Repository.FindTag("expiring")?.End:u}",
                $"{Soon.AddDays(lane.Number):u}",
                () => lane.Client.Tags.SetExpirationAsync(lane.Name, "expiring", Soon.AddDays(lane.Number), cancellationToken: token)),
            ["Tags.ClearExpirationAsync"] = (lane, token) => lane.WriteAsync(
                () => $"{lane.Repository.FindTag("unlimited")?.End:u}",
                "",
                () => lane.Client.Tags.ClearExpirationAsync(lane.Name, "unlimited", cancellationToken: token)),
            ["Tags.SetImmutableAsync"] = (lane, token) =>
            {
                bool isImmutable = !lane.Repository.FindTag("frozen")!.IsImmutable;
                return lane.WriteAsync(
                    () => $"{lane.Repository.FindTag("frozen")!.IsImmutable}",
                    $"{isImmutable}",
                    () => lane.Client.Tags.SetImmutableAsync(lane.Name, "frozen", isImmutable, cancellationToken: token));
            },
            ["Tags.DeleteAsync"] = (lane, token) =>
            {
                string tag = lane.Push();
                return lane.ChangeTagAsync(tag, null, () => lane.Client.Tags.DeleteAsync(lane.Name, tag, cancellationToken: token));
            },
            ["Tags.RestoreAsync"] = (lane, token) =>
            {
                string tag = lane.Push(lane.Old);
                lane.Repository.DeleteTag(tag);
                return lane.ChangeTagAsync(
                    tag, lane.Old, () => lane.Client.Tags.RestoreAsync(lane.Name, tag, lane.Old, cancellationToken: token));
            },
            ["Tags.RestorePreviousAsync"] = (lane, token) =>
            {
                string tag = lane.Push(lane.Old);
                lane.Repository.Move(tag, lane.New);
                return lane.ChangeTagAsync(
                    tag, lane.Old, () => lane.Client.Tags.RestorePreviousAsync(lane.Name, tag, cancellationToken: token));
            },
            ["Tags.DeletePermanentlyAsync"] = (lane, token) =>
            {
                string tag = lane.Push();
                return lane.ChangeTagAsync(
                    tag, null, () => lane.Client.Tags.DeletePermanentlyAsync(lane.Name, tag, cancellationToken: token));
            },
            ["Tags.DeletePastPermanentlyAsync"] = (lane, token) =>
            {
                string tag = lane.Push(lane.Old);
                lane.Repository.Move(tag, lane.New);
                return lane.WriteAsync(
                    () => $"{lane.Repository.Entries.Single(entry => entry.Name == tag && entry.Digest == lane.Old) is var past
                        && past.End < past.Start}",
                    "True",
                    () => lane.Client.Tags.DeletePastPermanentlyAsync(lane.Name, tag, lane.Old, cancellationToken: token));
            },

            ["Repositories.GetAsync"] = async (lane, token) =>
            {
                Repository found = await lane.Client.Repositories.GetAsync(lane.Name, cancellationToken: token);
                Assert.Equal((lane.Name, lane.Repository.Description), ($"{found.Namespace}/{found.Name}", found.Description));
            },
            ["Repositories.List"] = async (lane, token) =>
            {
                List<RepositoryListItem> items =
                    await lane.Client.Repositories.List(RepositoryQuery.InNamespace(lane.Owner), token).ToListAsync(token);
                Assert.All(items, item => Assert.Equal(lane.Owner, item.Namespace));
                Assert.Contains(items, item => item.Name == "app");
            },
            ["Repositories.GetLogs"] = async (lane, token) =>
            {
                List<LogEntry> log = await lane.Client.Repositories.GetLogs(lane.Name, cancellationToken: token).ToListAsync(token);
                Assert.Equal(lane.Repository.Log.Select(entry => entry.Kind).Order(), log.Select(entry => entry.Kind).Order());
                Assert.All(log, entry => Assert.Equal(lane.Owner, OwnerOf(entry) ?? lane.Owner));
            },
            ["Repositories.CreateAsync"] = (lane, token) =>
            {
                string name = lane.NewRepositoryName();
                return lane.WriteAsync(
                    () => $"{lane.Quay.FindRepository(name) is not null}",
                    "True",
                    () => lane.Client.Repositories.CreateAsync(name, RepositoryVisibility.Private, cancellationToken: token));
            },
            ["Repositories.UpdateDescriptionAsync"] = (lane, token) =>
            {
                string description = $"{lane.Name} {lane.Next()}";
                return lane.WriteAsync(
                    () => lane.Repository.Description ?? "",
                    description,
                    () => lane.Client.Repositories.UpdateDescriptionAsync(lane.Name, description, token));
            },
            ["Repositories.DeleteAsync"] = (lane, token) =>
            {
                string name = lane.AddRepository().FullName;
                return lane.WriteAsync(
                    () => $"{lane.Quay.FindRepository(name) is not null}",
                    "False",
                    () => lane.Client.Repositories.DeleteAsync(name, name, token));
            },
            ["Repositories.ChangeVisibilityAsync"] = (lane, token) =>
            {
                FakeRepository other = lane.AddRepository();
                return lane.WriteAsync(
                    () => $"{other.IsPublic}",
                    "True",
                    () => lane.Client.Repositories.ChangeVisibilityAsync(other.FullName, RepositoryVisibility.Public, token));
            },
            ["Repositories.ChangeStateAsync"] = (lane, token) =>
            {
                FakeRepository other = lane.AddRepository();
                return lane.WriteAsync(
                    () => $"{other.State}",
                    "ReadOnly",
                    () => lane.Client.Repositories.ChangeStateAsync(other.FullName, RepositoryState.ReadOnly, token));
            },

            ["Manifests.GetAsync"] = async (lane, token) =>
                Assert.Equal(lane.Old, (await lane.Client.Manifests.GetAsync(lane.Name, lane.Old, token)).Digest),
            ["Manifests.GetLabelsAsync"] = async (lane, token) => Assert.Contains(
                await lane.Client.Manifests.GetLabelsAsync(lane.Name, lane.Old, cancellationToken: token),
                label => label.Value == lane.Name),
            ["Manifests.GetLabelAsync"] = async (lane, token) =>
                Assert.Equal(lane.Name, (await lane.Client.Manifests.GetLabelAsync(lane.Name, lane.Old, lane.LabelId, token)).Value),
            ["Manifests.AddLabelAsync"] = (lane, token) =>
            {
                string value = $"{lane.Next()}";
                return lane.WriteAsync(
                    () => $"{lane.Repository.FindManifest(lane.New)!.Labels.Count(label => label.Value == value)}",
                    "1",
                    () => lane.Client.Manifests.AddLabelAsync(lane.Name, lane.New, "added", value, cancellationToken: token));
            },
            ["Manifests.DeleteLabelAsync"] = async (lane, token) =>
            {
                ManifestLabel added = await lane.Client.Manifests
                    .AddLabelAsync(lane.Name, lane.New, "deleted", $"{lane.Next()}", cancellationToken: token);
                await lane.WriteAsync(
                    () => $"{lane.Repository.FindManifest(lane.New)!.Labels.Any(label => label.Id == added.Id)}",
                    "False",
                    () => lane.Client.Manifests.DeleteLabelAsync(lane.Name, lane.New, added.Id, token));
            },
            ["Manifests.GetSecurityAsync"] = (lane, token) => !lane.Quay.Features.SecurityScanner
                ? ExpectAsync<QuayFeatureException>(lane, () => GetSecurityAsync(lane, token))
                : GetSecurityAsync(lane, token),
            ["Manifests.GetPullStatisticsAsync"] = async (lane, token) =>
            {
                ManifestPullStatistics pulls = await lane.Client.Manifests.GetPullStatisticsAsync(lane.Name, lane.Old, token);
                Assert.Equal((lane.Old, lane.Number + 1L), (pulls.ManifestDigest, pulls.PullCount));
            },

            ["Policies.AutoPrune.ListAsync"] = async (lane, token) =>
                Assert.Equal(lane.Number + 1, Assert.Single(await lane.Client.Policies.AutoPrune.ListAsync(lane.Name, token)).TagCount),
            ["Policies.AutoPrune.GetAsync"] = async (lane, token) => Assert.Equal(
                lane.Number + 1,
                (await lane.Client.Policies.AutoPrune.GetAsync(lane.Name, lane.Repository.AutoPrunePolicies[0].Id, token)).TagCount),
            ["Policies.AutoPrune.CreateAsync"] = (lane, token) => AutoPruneAsync(
                lane, 7, policies: 0, (scope, _) =>
                    lane.Client.Policies.AutoPrune.CreateAsync(scope, AutoPrunePolicy.KeepNewest(7), token)),
            ["Policies.AutoPrune.UpdateAsync"] = (lane, token) => AutoPruneAsync(
                lane, 7, policies: 1, (scope, id) =>
                    lane.Client.Policies.AutoPrune.UpdateAsync(scope, id, AutoPrunePolicy.KeepNewest(7), token)),
            ["Policies.AutoPrune.DeleteAsync"] = (lane, token) => AutoPruneAsync(
                lane, null, policies: 1, (scope, id) => lane.Client.Policies.AutoPrune.DeleteAsync(scope, id, token)),
            ["Policies.Immutability.ListAsync"] = async (lane, token) => Assert.Equal(
                $"^{lane.Owner}$", Assert.Single(await lane.Client.Policies.Immutability.ListAsync(lane.Name, token)).TagPattern),
            ["Policies.Immutability.GetAsync"] = async (lane, token) => Assert.Equal(
                $"^{lane.Owner}$",
                (await lane.Client.Policies.Immutability
                    .GetAsync(lane.Name, lane.Repository.ImmutabilityPolicies[0].Id, token)).TagPattern),
            ["Policies.Immutability.CreateAsync"] = (lane, token) => ImmutabilityAsync(
                lane, "new", policies: 0, (scope, _) =>
                    lane.Client.Policies.Immutability.CreateAsync(scope, new() { TagPattern = "new" }, token)),
            ["Policies.Immutability.UpdateAsync"] = (lane, token) => ImmutabilityAsync(
                lane, "new", policies: 1, (scope, id) =>
                    lane.Client.Policies.Immutability.UpdateAsync(scope, id, new() { TagPattern = "new" }, token)),
            ["Policies.Immutability.DeleteAsync"] = (lane, token) => ImmutabilityAsync(
                lane, null, policies: 1, (scope, id) => lane.Client.Policies.Immutability.DeleteAsync(scope, id, token)),

            ["Users.GetCurrentAsync"] = async (lane, token) =>
                Assert.Equal("admin", (await lane.Client.Users.GetCurrentAsync(token)).Username),
            ["Users.CheckTokenAsync"] = async (lane, token) =>
                Assert.Equal("admin", (await lane.Client.Users.CheckTokenAsync(token)).User?.Username),
            ["Server.GetCapabilitiesAsync"] = async (lane, token) =>
            {
                ServerCapabilities server = await lane.Client.Server.GetCapabilitiesAsync(token);

                // If the request for the version fails, only the version is unknown.
                Assert.Contains(server.Version, (string?[])["v3.18.0", null]);
                Assert.Equal((true, lane.Quay.Features.SecurityScanner), (server.AutoPrune, server.SecurityScanner));
            },
        };

    /// <summary>
    /// Gets the calls that use what all calls of a client share: the verification of its token, and the routes of the server.
    /// </summary>
    public static IReadOnlyDictionary<string, Func<Lane, CancellationToken, Task>> SharedCalls { get; } =
        new Dictionary<string, Func<Lane, CancellationToken, Task>>(StringComparer.Ordinal)
        {
            ["an empty list"] = async (lane, token) => Assert.Empty(
                await lane.Client.Repositories.List(RepositoryQuery.InNamespace($"none{lane.Number}"), token).ToListAsync(token)),
            ["a public repository of a stranger"] = async (lane, token) => Assert.Equal(
                lane.Stranger, (await lane.Client.Repositories.GetAsync($"{lane.Stranger}/app", cancellationToken: token)).Namespace),
            ["a missing tag"] = (lane, token) => ExpectAsync<QuayNotFoundException>(
                lane, () => lane.Client.Tags.GetPullStatisticsAsync(lane.Name, "missing", token)),
            ["a missing manifest"] = (lane, token) => ExpectAsync<QuayNotFoundException>(
                lane, () => lane.Client.Manifests.GetPullStatisticsAsync(lane.Name, lane.MissingDigest, token)),
        };

    public static IReadOnlyDictionary<string, Func<Lane, CancellationToken, Task>> AllCalls { get; } =
        Calls.Concat(SharedCalls).ToDictionary(StringComparer.Ordinal);

    /// <summary>Finds the operations of an interface and of the groups that its properties return.</summary>
    public static IEnumerable<string> NamesOf(Type type, string prefix = "")
    {
        foreach (PropertyInfo property in type.GetProperties().Where(property => property.PropertyType.IsInterface))
        {
            foreach (string name in NamesOf(property.PropertyType, $"{prefix}{property.Name}."))
            {
                yield return name;
            }
        }

        foreach (MethodInfo method in type.GetInterfaces().Append(type).SelectMany(each => each.GetMethods()))
        {
            if (!method.IsSpecialName)
            {
                yield return prefix + method.Name;
            }
        }
    }

    private static async Task GetSecurityAsync(Lane lane, CancellationToken token) => Assert.Equal(
        lane.Name, (await lane.Client.Manifests.GetSecurityAsync(lane.Name, lane.Old, cancellationToken: token)).Status);

    // Other documented exceptions are possible too.
    private static async Task ExpectAsync<TException>(Lane lane, Func<Task> call)
        where TException : QuayException
    {
        try
        {
            await call();
        }
        catch (TException error)
        {
            Assert.Contains(lane.Name, error.Message, StringComparison.Ordinal);
            return;
        }

        Assert.Fail($"{lane.Name}: {typeof(TException)} was not thrown.");
    }

    private static string? OwnerOf(LogEntry entry) =>
        entry.Metadata is { } metadata && metadata.TryGetProperty("namespace", out JsonElement owner) ? owner.GetString() : null;

    private static Task AutoPruneAsync(Lane lane, long? after, int policies, Func<string, string, Task> call)
    {
        FakeRepository other = lane.AddRepository();
        string id = policies == 0 ? "" : other.AddAutoPrunePolicy("number_of_tags", 3).Id;
        return lane.WriteAsync(
            () => string.Join(' ', other.AutoPrunePolicies.Select(policy => $"{policy.Value}")),
            $"{after}",
            () => call(other.FullName, id));
    }

    private static Task ImmutabilityAsync(Lane lane, string? after, int policies, Func<string, string, Task> call)
    {
        FakeRepository other = lane.AddRepository();
        string id = policies == 0 ? "" : other.AddImmutabilityPolicy("old").Id;
        return lane.WriteAsync(
            () => string.Join(' ', other.ImmutabilityPolicies.Select(policy => policy.TagPattern)),
            after ?? "",
            () => call(other.FullName, id));
    }
}
