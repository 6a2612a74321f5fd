using Quay.Client.Testing;

namespace QuayTags;

/// <summary>Adds what was not recorded to a repository of the sample: labels, a security scan and a usage log.</summary>
internal static class SampleExtras
{
    private const string First = "sha256:57583a1b9c0a7509d3417387b4f43acf80d08cdcf5266ac87987be3f8f919d5d";
    private const string Second = "sha256:0cd3dd6236e246b349e63f76ce5f150e7cd5dbf2f2f1f88dbd734430418dbaea";

    // The times are those of the recorded history.
    private static readonly FakeLogEntry[] Log =
    [
        Entry("push_repo", new(2024, 6, 6, 13, 33, 0), "quayadmin+ci", "test-two", First),
        Entry("create_tag", new(2024, 6, 18, 18, 42, 27), "quayadmin", "sample_tag", First),
        Entry("push_repo", new(2024, 6, 18, 18, 56, 58), "quayadmin+ci", "test-two", Second),
        Entry("push_repo", new(2024, 6, 18, 18, 57, 9), "quayadmin+ci", "test-two", Second),
        Entry("revert_tag", new(2024, 6, 18, 18, 59, 13), "quayadmin", "test-two", First),
        Entry("pull_repo", new(2024, 6, 18, 19, 12, 41), performer: null, "test-two", First),
    ];

    public static void AddTo(FakeRepository busybox)
    {
        busybox.AddLabel(First, "maintainer", "quayadmin");
        busybox.AddLabel(First, "org.opencontainers.image.version", "1.36.1");
        using var scan = new StreamReader(typeof(SampleExtras).Assembly.GetManifestResourceStream("busybox-security.json")!);
        FakeManifest manifest = busybox.FindManifest(First)!;
        (manifest.SecurityStatus, manifest.SecurityData) = ("scanned", scan.ReadToEnd());
        Array.ForEach(Log, busybox.AddLogEntry);
    }

    private static FakeLogEntry Entry(string kind, DateTime time, string? performer, string tag, string digest) => new()
    {
        Kind = kind,
        Time = new DateTimeOffset(time, TimeSpan.Zero),
        Performer = performer,
        Metadata = new Dictionary<string, object?>
        {
            ["repo"] = "busybox",
            ["namespace"] = "quayadmin",
            ["tag"] = tag,
            ["manifest_digest"] = digest,
        },
    };
}
