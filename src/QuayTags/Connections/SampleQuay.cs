using Quay.Client.Testing;

namespace QuayTags;

/// <summary>Creates a fake Quay with recorded repositories, for users without a server.</summary>
/// <remarks>
/// <c>quayadmin/busybox</c> is the example of Red Hat's manual. <c>rqorg/hist2500</c> was recorded in 2026. Its times are shifted, so that
/// both histories end shortly before <see cref="Now"/>, within the time machine's window. Durations count back from there.
/// </remarks>
internal static class SampleQuay
{
    public static readonly DateTimeOffset Now = new(2024, 6, 18, 19, 30, 0, TimeSpan.Zero);

    /// <summary>Gets the clock of the fake and its clients, which stands still at <see cref="Now"/>.</summary>
    public static TimeProvider Clock { get; } = new StoppedClock();

    public static FakeQuay Create()
    {
        var quay = new FakeQuay(Clock);
        Fill(quay);
        return quay;
    }

    /// <summary>Adds the repositories and the settings of the sample to an empty fake.</summary>
    public static void Fill(FakeQuay quay)
    {
        quay.Features = new FakeFeatures { ImmutableTags = true, AutoPrune = true, SecurityScanner = true };
        quay.AddUser("quayadmin");
        FakeRepository busybox = Add(quay, "quayadmin/busybox");
        busybox.StatusToken = "d8f5e074-690a-46d7-83c8-8d4e3d3d0715";
        busybox.AddAutoPrunePolicy("creation_date", "30d");
        SampleExtras.AddTo(busybox);
        Add(quay, "rqorg/hist2500");
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

        // The client measures the age of the server's time with it.
        public override long GetTimestamp() => 0;
    }
}
