namespace Quay.Client.Tests.Documentation;

/// <summary>Holds the code that <c>docs/servers.md</c> shows.</summary>
public static class ServerComparison
{
    public static async Task CompareAsync(IQuayClient one, IQuayClient other, RepositoryName repository, TextWriter output)
    {
        foreach (IQuayClient quay in new[] { one, other })
        {
            ServerCapabilities server = await quay.Server.GetCapabilitiesAsync();
            string features = $"auto-prune {server.AutoPrune}, immutable {server.ImmutableTags}";
            output.WriteLine($"{quay.Endpoint.Host}: Quay {server.Version}, {features}");
        }

        var live = new TagHistoryQuery { OnlyActiveTags = true };
        var ones = await one.Tags.GetHistory(repository, live).ToDictionaryAsync(tag => tag.Name, tag => tag.ManifestDigest);
        var others = await other.Tags.GetHistory(repository, live).ToDictionaryAsync(tag => tag.Name, tag => tag.ManifestDigest);
        foreach (string tag in ones.Keys.Union(others.Keys).Order())
        {
            (string? digest, string? mirrored) = (ones.GetValueOrDefault(tag), others.GetValueOrDefault(tag));
            string result = digest == mirrored ? "equal" : mirrored is null ? "missing" : digest is null ? "extra" : "differs";
            output.WriteLine($"{tag}: {result}");
        }
    }
}
