using Quay.Client;

if (args is not [var repository, var from, var to])
{
    Console.Error.WriteLine("Usage: PromoteImage <repository> <from> <to> (environment: QUAY_TOKEN, QUAY_URL)");
    return 2;
}

try
{
    using var quay = new QuayClient(new QuayClientOptions
    {
        Endpoint = new Uri(Environment.GetEnvironmentVariable("QUAY_URL") ?? "https://quay.io", UriKind.RelativeOrAbsolute),
        Token = Environment.GetEnvironmentVariable("QUAY_TOKEN"),
    });

    TagHistoryEntry source = await quay.Tags.GetAsync(repository, from);
    TagHistoryEntry seen = await quay.Tags.GetAsync(repository, to);
    var ifUnchanged = new TagWriteOptions { Precondition = TagPrecondition.Unchanged(seen) };
    TagChange change = await quay.Tags.MoveAsync(repository, to, source.ManifestDigest!, ifUnchanged);

    Console.WriteLine($"{to} before: {change.Before?.ManifestDigest}");
    Console.WriteLine($"{to} after:  {change.After?.ManifestDigest}{(change.IsChanged ? "" : " (it was there already)")}");

    // Quay does not compare, so somebody else can still write between the client's check and its request.
    if (change.OtherEntries is [var other, ..])
    {
        Console.Error.WriteLine($"Somebody else pointed {to} at {other.ManifestDigest} at the same time. Decide which one is right.");
        return 3;
    }

    return 0;
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
catch (QuayConflictException e)
{
    Console.Error.WriteLine($"{e.Message} Find out who changed or protected {to}, then run this again.");
    return 3;
}
catch (QuayOutcomeUnknownException e)
{
    Console.Error.WriteLine($"{e.Message} Read {to} before you run this again.");
    return 4;
}
catch (QuayException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
