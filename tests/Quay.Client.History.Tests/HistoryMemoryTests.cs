using System.Runtime.CompilerServices;
using Quay.Client.History.Tests.Stubs;

namespace Quay.Client.History.Tests;

/// <summary>Verifies with a million entries of ten thousand tags that entries outside the result are not kept in memory.</summary>
public class HistoryMemoryTests
{
    private const int Entries = 1_000_000;
    private const int Names = 10_000;
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Snapshot_keeps_at_most_two_entries_per_tag_in_memory()
    {
        var stream = new EntryStream();
        RepositorySnapshot read = await SnapshotReader.ReadAsync(
            stream.Reader,
            "acme/app",
            selection: null,
            window: null,
            Now.AddSeconds(-Entries / 2),
            TestContext.Current.CancellationToken);
        Assert.Equal(Names, read.Tags.Count);
        Assert.All(stream.InMemory, inMemory => Assert.InRange(inMemory, 0, EntryStream.TrackedCount(2 * Names)));
    }

    [Fact]
    public async Task Timeline_keeps_only_the_entries_of_its_tags_in_memory()
    {
        var stream = new EntryStream();
        var entries = new List<TagHistoryEntry>();
        await stream.Reader.ReadAsync("acme/app", "tag-42", window: null, entries.Add, TestContext.Current.CancellationToken);
        Assert.Equal(Entries / Names, entries.Count);
        Assert.All(stream.InMemory, inMemory => Assert.InRange(inMemory, 0, EntryStream.TrackedCount(Entries / Names)));
    }

    /// <summary>Creates entries on demand, one per second, for each tag in turn; one in 97 is tracked.</summary>
    private sealed class EntryStream
    {
        private const int PageSize = 100;
        private const int TrackedInterval = 97;
        private readonly List<WeakReference> _tracked = [];

        public EntryStream()
        {
            var repository = new Repository { Namespace = "acme", Name = "app" };
            Reader = new HistoryReader(new StubClient(Now, repository, () => QuayPageable.FromPages(Pages())));
        }

        public HistoryReader Reader { get; }

        /// <summary>Gets the number of tracked entries in memory after each quarter of the entries.</summary>
        public List<int> InMemory { get; } = [];

        /// <summary>Gets the number of tracked entries among the given number, and among those on the pages that are being read.</summary>
        public static int TrackedCount(int entries) => ((entries + (4 * PageSize)) / TrackedInterval) + 1;

        private IEnumerable<QuayPage<TagHistoryEntry>> Pages()
        {
            for (int number = 1; number <= Entries / PageSize; number++)
            {
                yield return Page(number);
                if (number % (Entries / PageSize / 4) == 0)
                {
                    GC.Collect();
                    InMemory.Add(_tracked.Count(entry => entry.IsAlive));
                }
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private QuayPage<TagHistoryEntry> Page(int number)
        {
            var entries = new TagHistoryEntry[PageSize];
            for (int at = 0; at < PageSize; at++)
            {
                int age = ((number - 1) * PageSize) + at;
                DateTimeOffset start = Now.AddSeconds(-age);
                entries[at] = new TagHistoryEntry
                {
                    Name = $"tag-{age % Names}",
                    ManifestDigest = "sha256:0",
                    Start = start,
                    End = age < Names ? null : start.AddSeconds(Names),
                };
                if (age % TrackedInterval == 0)
                {
                    _tracked.Add(new WeakReference(entries[at]));
                }
            }

            return new QuayPage<TagHistoryEntry> { Items = entries, Number = number, HasAdditional = number < Entries / PageSize };
        }
    }
}
