using Quay.Client;

if (args is not [var name])
{
    Console.Error.WriteLine("Usage: ReadTags <repository> (environment: QUAY_TOKEN, QUAY_URL)");
    return 2;
}

try
{
    using var quay = new QuayClient(new QuayClientOptions
    {
        Endpoint = new Uri(Environment.GetEnvironmentVariable("QUAY_URL") ?? "https://quay.io", UriKind.RelativeOrAbsolute),
        Token = Environment.GetEnvironmentVariable("QUAY_TOKEN") is { Length: > 0 } token ? token : null,
    });

    Repository repository = await quay.Repositories.GetAsync(name, includeTags: true);
    ICollection<RepositoryTag> tags = [.. repository.Tags?.Values ?? []];

    // Quay returns at most 500 tags here. The history has them all.
    Console.WriteLine($"{repository}: {(repository.TagsMayBeCut ? "at least " : "")}{tags.Count} tags");
    foreach (RepositoryTag tag in tags.OrderBy(tag => tag.Name, StringComparer.Ordinal))
    {
        Console.WriteLine(Row(tag.Name, tag.LastModified, tag.Expiration, tag.ManifestDigest));
    }

    Console.WriteLine("History:");
    await foreach (TagHistoryEntry entry in quay.Tags.GetHistory(name))
    {
        string state = StateAt(quay.ServerTime, entry) + (entry.Reversion ? ", restored" : "");
        Console.WriteLine($"{Row(entry.Name, entry.Start, entry.End, entry.ManifestDigest)}  {state}");
    }

    return 0;
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
catch (QuayException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

// An end is in the future if the tag expires, and before the start if the entry was permanently deleted.
static string StateAt(DateTimeOffset now, TagHistoryEntry entry) =>
    entry.IsPermanentlyDeleted ? "permanently deleted" : !entry.IsAliveAt(now) ? "ended" : entry.End is null ? "alive" : "expires";

// A restoration can create a tag of any name, also one with characters that control a terminal.
static string Row(string tag, DateTimeOffset? start, DateTimeOffset? end, string? digest) =>
    $"  {SafeText.OneLine(tag),-10}  {start,-20:u}  {end,-20:u}  {digest?[..Math.Min(digest.Length, 19)]}";
