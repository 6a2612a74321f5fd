using Quay.Client.Testing;
using Quay.Client.Testing.Registry;

namespace QuayTags;

/// <summary>A Quay with recorded repositories, for a machine that has none.</summary>
internal static class SampleQuay
{
    public static FakeQuay Create(TimeProvider timeProvider)
    {
        var quay = new FakeQuay(timeProvider) { Features = new FakeFeatures { ImmutableTags = true } };
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
}
