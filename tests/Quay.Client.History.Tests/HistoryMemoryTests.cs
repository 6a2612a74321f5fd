using System.Runtime.CompilerServices;
using Quay.Client.History.Tests.Stubs;

namespace Quay.Client.History.Tests;

/// <summary>A million rows of ten thousand tags pass, and what is not part of the answer can be collected at once.</summary>
public class HistoryMemoryTests
{
    private const int Rows = 1_000_000;
    private const int Names = 10_000;
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_snapshot_keeps_two_rows_of_a_tag_at_most()
    {
        var stream = new RowStream();
        RepositorySnapshot[] read = await SnapshotReader.ReadAsync(
            stream.Reader, "acme/app", selection: null, window: null, [Now.AddSeconds(-Rows / 2)], TestContext.Current.CancellationToken);
        Assert.Equal(Names, read[0].Tags.Count);
        Assert.All(stream.Alive, alive => Assert.InRange(alive, 0, RowStream.Seen(2 * Names)));
    }

    [Fact]
    public async Task A_timeline_keeps_the_rows_of_its_tags_alone()
    {
        var stream = new RowStream();
        var rows = new List<TagHistoryEntry>();
        await stream.Reader.ReadAsync("acme/app", "tag-42", window: null, rows.Add, TestContext.Current.CancellationToken);
        Assert.Equal(Rows / Names, rows.Count);
        Assert.All(stream.Alive, alive => Assert.InRange(alive, 0, RowStream.Seen(Rows / Names)));
    }

    /// <summary>Rows that are made when they are asked for, a second apart, tag by tag in turn; one in 97 is watched.</summary>
    private sealed class RowStream
    {
        private const int PageSize = 100;
        private const int Watched = 97;
        private readonly List<WeakReference> _watched = [];

        public RowStream()
        {
            var repository = new Repository { Namespace = "acme", Name = "app" };
            Reader = new HistoryReader(new StubClient(Now, repository, () => QuayPageable.FromPages(Pages())));
        }

        public HistoryReader Reader { get; }

        /// <summary>How many of the watched rows were alive when a quarter, two, three and all of them had passed.</summary>
        public List<int> Alive { get; } = [];

        /// <summary>How many are watched of so many rows, and of those on the pages that are just being read.</summary>
        public static int Seen(int rows) => ((rows + (4 * PageSize)) / Watched) + 1;

        private IEnumerable<QuayPage<TagHistoryEntry>> Pages()
        {
            for (int number = 1; number <= Rows / PageSize; number++)
            {
                yield return Page(number);
                if (number % (Rows / PageSize / 4) == 0)
                {
                    GC.Collect();
                    Alive.Add(_watched.Count(row => row.IsAlive));
                }
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private QuayPage<TagHistoryEntry> Page(int number)
        {
            var rows = new TagHistoryEntry[PageSize];
            for (int at = 0; at < PageSize; at++)
            {
                int age = ((number - 1) * PageSize) + at;
                DateTimeOffset start = Now.AddSeconds(-age);
                rows[at] = new TagHistoryEntry
                {
                    Name = $"tag-{age % Names}",
                    ManifestDigest = "sha256:0",
                    Start = start,
                    End = age < Names ? null : start.AddSeconds(Names),
                };
                if (age % Watched == 0)
                {
                    _watched.Add(new WeakReference(rows[at]));
                }
            }

            return new QuayPage<TagHistoryEntry> { Items = rows, Number = number, HasAdditional = number < Rows / PageSize };
        }
    }
}
