using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;
using Quay.Client.History.Tests.Stubs;

namespace Quay.Client.History.Tests.Scans;

/// <summary>Measures that a scan keeps in memory only a checkpoint's entry for each repository, and the results that nobody took.</summary>
[Collection(nameof(ScanMemoryTests))]
[CollectionDefinition(nameof(ScanMemoryTests), DisableParallelization = true)]
public class ScanMemoryTests(ITestOutputHelper output)
{
    private const int ValueSize = 100_000;
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Memory_grows_only_by_the_name_and_the_times_of_each_repository(bool inOrder)
    {
        await MeasureAsync(100, inOrder);
        (long few, _) = await MeasureAsync(100, inOrder);
        (long many, int values) = await MeasureAsync(1_000, inOrder);
        (long most, int mostValues) = await MeasureAsync(10_000, inOrder);
        double each = (most - few) / 9_900d;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{few / 1024} KiB with 100 repositories, {many / 1024} KiB with 1,000, {most / 1024} KiB with 10,000: {each:0} bytes each; "
            + $"{mostValues} values in memory"));
        Assert.InRange(each, 0, 600);
        Assert.InRange(Math.Max(values, mostValues), 0, 5);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Snapshots_of_ten_times_as_many_repositories_need_hardly_more_memory()
    {
        await SnapshotAsync(10);
        long few = await SnapshotAsync(100);
        long many = await SnapshotAsync(1_000);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{few / 1024} KiB live after half of 100 repositories of 1 to 1,000 entries, {many / 1024} KiB after half of 1,000"));

        // If a scan kept its snapshots, the 450 further ones would add about 200,000 tags.
        Assert.InRange(many, 0, few + 2_000_000);
    }

    // Returns the live bytes after half of the snapshots.
    private static async Task<long> SnapshotAsync(int count)
    {
        long before = LiveBytes();
        using var client = new QuayClient(
            new QuayClientOptions
            {
                Endpoint = new Uri("https://quay.example/"),
                Token = "token",
                TimeProvider = new FakeTimeProvider(Now),
                MaxConcurrentPages = 1,
            },
            new GeneratedQuay(count, Now));
        int number = 0;
        long live = 0;
        await foreach (ScanResult<RepositorySnapshot> result in client.History.ScanSnapshotsAsync("acme"))
        {
            int repository = int.Parse(result.Repository["acme/r".Length..], CultureInfo.InvariantCulture);
            Assert.Equal(GeneratedQuay.EntriesOf(repository), result.Value!.Tags.Count);
            live = ++number == count / 2 ? LiveBytes() - before : live;
        }

        Assert.Equal(count, number);
        return live;
    }

    // Returns the live bytes, without the values, and the number of live values, at most after half of the results and at the end.
    private static async Task<(long Bytes, int Values)> MeasureAsync(int count, bool inOrder)
    {
        List<WeakReference> values = [];
        IRepositoryOperations repositories = MethodStub.Of<IRepositoryOperations>("List", () => QuayPageable.FromPages(Pages(count)));
        IQuayClient client = MethodStub.Of<IQuayClient>(new Dictionary<string, Func<object>>
        {
            ["get_Endpoint"] = () => new Uri("https://quay.example/"),
            ["get_ServerTime"] = () => Now,
            ["get_Repositories"] = () => repositories,
        });
        long before = LiveBytes();
        RepositoryScan<byte[]> scan = client.History.ScanAsync(
            "acme", (_, _) => Task.FromResult(Value(values)), new ScanOptions { InOrder = inOrder });
        int results = 0;
        (long Bytes, int Values) most = default;
        await foreach (ScanResult<byte[]> _ in scan)
        {
            if (++results == count / 2 || results == count)
            {
                long bytes = LiveBytes() - before;
                int alive = LiveOf(values);
                most = (Math.Max(most.Bytes, bytes - ((long)alive * ValueSize)), Math.Max(most.Values, alive));
            }
        }

        Assert.Equal(count, results);
        return most;
    }

    private static long LiveBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte[] Value(List<WeakReference> values)
    {
        byte[] value = new byte[ValueSize];
        lock (values)
        {
            values.RemoveAll(other => !other.IsAlive);
            values.Add(new WeakReference(value));
        }

        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int LiveOf(List<WeakReference> values)
    {
        lock (values)
        {
            return values.Count(value => value.IsAlive);
        }
    }

    private static IEnumerable<QuayPage<RepositoryListItem>> Pages(int count)
    {
        for (int first = 0; first < count; first += 100)
        {
            yield return new QuayPage<RepositoryListItem>
            {
                Items =
                [
                    .. Enumerable.Range(first, Math.Min(100, count - first)).Select(i => new RepositoryListItem
                    {
                        Namespace = "acme",
                        Name = string.Create(CultureInfo.InvariantCulture, $"repository-{i:00000}"),
                        Description = new string('x', 500),
                        LastModified = Now.AddDays(-1),
                        State = "NORMAL",
                    }),
                ],
                Number = (first / 100) + 1,
                HasAdditional = first + 100 < count,
            };
        }
    }
}
