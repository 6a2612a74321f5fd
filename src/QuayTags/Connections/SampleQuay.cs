using Quay.Client.Testing;

namespace QuayTags;

/// <summary>A Quay with recorded repositories, for a machine that has none.</summary>
/// <remarks>
/// <c>quayadmin/busybox</c> is the one of Red Hat's manual. <c>rqorg/hist2500</c> was recorded in 2026, and all of its times are moved so
/// that both histories end shortly before <see cref="Now"/>: what happened last is within the time machine's
/// window, and durations count back from there.
/// </remarks>
internal static class SampleQuay
{
    public static readonly DateTimeOffset Now = new(2024, 6, 18, 19, 30, 0, TimeSpan.Zero);

    /// <summary>The clock of this Quay and of its clients, which stands still at <see cref="Now"/>.</summary>
    public static TimeProvider Clock { get; } = new StoppedClock();

    public static FakeQuay Create()
    {
        var quay = new FakeQuay(Clock) { Features = new FakeFeatures { ImmutableTags = true } };
        quay.AddUser("quayadmin");
        Add(quay, "quayadmin/busybox").StatusToken = "d8f5e074-690a-46d7-83c8-8d4e3d3d0715";
        Add(quay, "rqorg/hist2500");
        return quay;
    }

    /// <summary>Adds a repository with the tag history in the embedded file <c>name-tags.jsonl</c>.</summary>
    private static FakeRepository Add(FakeQuay quay, string name)
    {
        using var history = new StreamReader(typeof(SampleQuay).Assembly.GetManifestResourceStream($"{name.Split('/')[1]}-tags.jsonl")!);
        FakeRepository repository = quay.AddRepository(name).Grant("admin", FakeRole.Admin).LoadHistory(history);
        repository.Description = null;
        return repository;
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;

        // The client measures with it how long ago a response told the time.
        public override long GetTimestamp() => 0;
    }
}
