using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Contract;

/// <summary>Verifies the two sample responses of Red Hat's manual, "Viewing image tag information by using the API".</summary>
public class DocumentSampleTests
{
    private const string Busybox = "sha256:57583a1b9c0a7509d3417387b4f43acf80d08cdcf5266ac87987be3f8f919d5d";
    private const string Other = "sha256:0cd3dd6236e246b349e63f76ce5f150e7cd5dbf2f2f1f88dbd734430418dbaea";

    [Fact]
    public async Task Repository_sample_of_Red_Hats_manual_is_read_completely()
    {
        await using RecordedQuay quay = new RecordedQuay().Expect(
            "/api/v1/repository/quayadmin/busybox?includeTags=true", "document-repository");
        using QuayClient client = quay.CreateClient();

        Repository busybox = await client.Repositories.GetAsync("quayadmin/busybox", includeTags: true);

        Assert.Equal(("quayadmin", "busybox", "image", null), (busybox.Namespace, busybox.Name, busybox.Kind, busybox.Description));
        Assert.Equal((false, false, false, false), (busybox.IsPublic, busybox.IsOrganization, busybox.IsStarred, busybox.TrustEnabled));
        Assert.Equal("d8f5e074-690a-46d7-83c8-8d4e3d3d0715", busybox.StatusToken);
        Assert.Equal(TimeSpan.FromDays(14), busybox.TagExpiration);
        Assert.Equal((true, "NORMAL", true, true), (busybox.IsFreeAccount, busybox.State, busybox.CanWrite, busybox.CanAdmin));
        Assert.Null(busybox.Stats);
        Assert.False(busybox.TagsMayBeCut);
        Assert.Equal(["example", "test"], busybox.Tags!.Keys.Order());
        Assert.Equivalent(
            new RepositoryTag { Name = "example", Size = 2275314, LastModified = Utc(2024, 5, 14, 14, 48, 51), ManifestDigest = Busybox },
            busybox.Tags["example"],
            strict: true);
        Assert.Equivalent(
            new RepositoryTag { Name = "test", Size = 2275314, LastModified = Utc(2024, 5, 14, 14, 4, 48), ManifestDigest = Busybox },
            busybox.Tags["test"],
            strict: true);
    }

    [Fact]
    public async Task Tag_history_sample_of_Red_Hats_manual_is_read_completely()
    {
        await using RecordedQuay quay = new RecordedQuay().Expect("/api/v1/repository/quayadmin/busybox/tag/?limit=100", "document-tags");
        using QuayClient client = quay.CreateClient();

        List<TagHistoryEntry> entries = await client.Tags.GetHistory("quayadmin/busybox").ToListAsync();

        Assert.Equal(
            [
                New("test-two", true, 1718737153, null, Busybox, 2275314, Utc(2024, 6, 18, 18, 59, 13)),
                New("test-two", false, 1718737029, 1718737153, Other, 2275317, Utc(2024, 6, 18, 18, 57, 9), Utc(2024, 6, 18, 18, 59, 13)),
                New("test-two", false, 1718737018, 1718737029, Other, 2275317, Utc(2024, 6, 18, 18, 56, 58), Utc(2024, 6, 18, 18, 57, 9)),
                New("sample_tag", false, 1718736147, null, Busybox, 2275314, Utc(2024, 6, 18, 18, 42, 27)),
                New("test-two", false, 1717680780, 1718737018, Busybox, 2275314, Utc(2024, 6, 6, 13, 33, 0), Utc(2024, 6, 18, 18, 56, 58)),
                New("tag-test", false, 1717680378, null, Busybox, 2275314, Utc(2024, 6, 6, 13, 26, 18)),
                New("example", false, 1715698131, null, Busybox, 2275314, Utc(2024, 5, 14, 14, 48, 51)),
            ],
            entries);
    }

    private static TagHistoryEntry New(
        string name,
        bool reversion,
        long start,
        long? end,
        string digest,
        long size,
        DateTimeOffset lastModified,
        DateTimeOffset? expiration = null)
    {
        var entry = new TagHistoryEntry
        {
            Name = name,
            Reversion = reversion,
            Start = DateTimeOffset.FromUnixTimeSeconds(start),
            End = end is null ? null : DateTimeOffset.FromUnixTimeSeconds(end.Value),
            ManifestDigest = digest,
            Size = size,
        };
        Assert.Equal((lastModified, expiration), (entry.LastModified, entry.Expiration));
        return entry;
    }

    private static DateTimeOffset Utc(int year, int month, int day, int hour, int minute, int second) =>
        new(year, month, day, hour, minute, second, TimeSpan.Zero);
}
