using CsCheck;
using Quay.Client.Errors;
using Quay.Client.Paging;
using Quay.Client.Tags;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Paging;

/// <summary>What others do to a repository between two requests neither doubles a row nor loses one, as far as Quay's listing allows.</summary>
public class ShiftedRowsTests
{
    private static readonly Gen<string> TagName = Gen.Char["abcdefg"].Array[1, 2].Select(letters => new string(letters));

    [Fact]
    public async Task A_row_that_a_push_shifts_onto_the_next_page_is_given_once()
    {
        var server = new HistoryServer();
        Push(server, "a", "b", "c", "d");
        server.BeforeAnswer = request =>
        {
            if (request == 2)
            {
                Push(server, "e");
            }
        };
        Assert.Equal(["d", "c", "b", "a"], await Names(server, pageSize: 2));
    }

    [Fact]
    public async Task A_moved_tags_old_row_is_still_the_same_row_although_its_end_has_come()
    {
        var server = new HistoryServer();
        Push(server, "a", "b", "c", "d");
        server.BeforeAnswer = request =>
        {
            if (request == 2)
            {
                Push(server, "c");
            }
        };
        Assert.Equal(["d", "c", "b", "a"], await Names(server, pageSize: 2));
    }

    [Fact]
    public async Task More_pushes_than_a_page_holds_double_nothing()
    {
        var server = new HistoryServer();
        Push(server, "a", "b", "c", "d", "e");
        server.BeforeAnswer = request =>
        {
            if (request == 3)
            {
                Push(server, "f", "g", "h");
            }
        };

        // Of the pushed rows one lies where the next page begins: it is given too, though late.
        Assert.Equal(["e", "d", "f", "c", "b", "a"], await Names(server, pageSize: 1));
    }

    [Fact]
    public async Task Two_rows_of_one_page_that_look_alike_are_both_given()
    {
        var server = new HistoryServer();
        server.Push("a", "sha256:0");
        server.NowMs += 1;
        server.Push("a", "sha256:0");
        server.NowMs += 1;
        server.Push("b", "sha256:0");
        Assert.Equal(["b", "a", "a"], await Names(server, pageSize: 3));
    }

    [Fact]
    public async Task Two_rows_that_look_alike_and_are_both_shifted_are_both_given_once()
    {
        var server = new HistoryServer();
        Push(server, "x");
        server.Push("a", "sha256:0");
        server.NowMs += 1;
        server.Push("a", "sha256:0");
        server.NowMs += 1000;
        server.BeforeAnswer = request =>
        {
            if (request == 2)
            {
                Push(server, "y", "z");
            }
        };
        Assert.Equal(["a", "a", "x"], await Names(server, pageSize: 2));
    }

    [Fact]
    public void A_row_without_a_start_is_still_the_same_row_when_its_end_has_come()
    {
        Seam<TagHistoryEntry> seam = TagHistoryRows.NewSeam();
        seam.RemoveRepeats([new TagHistoryEntry { Name = "old", ManifestDigest = "sha256:0" }]);
        List<TagHistoryEntry> page = [new TagHistoryEntry { Name = "old", ManifestDigest = "sha256:0", End = DateTimeOffset.UnixEpoch }];
        seam.RemoveRepeats(page);
        Assert.Empty(page);
    }

    [Fact]
    public async Task Of_two_rows_that_look_alike_only_the_shifted_one_is_taken_off()
    {
        var server = new HistoryServer();
        for (int i = 0; i < 3; i++)
        {
            server.Push("a", "sha256:0");
            server.NowMs += 1;
        }

        server.NowMs += 1000;
        server.BeforeAnswer = request =>
        {
            if (request == 2)
            {
                Push(server, "new");
            }
        };
        Assert.Equal(["a", "a", "a"], await Names(server, pageSize: 2));
    }

    [Fact]
    public async Task A_row_that_looks_like_one_long_before_the_seam_is_given()
    {
        // One tag flips between two manifests within a second: the third row looks like the first.
        var server = new HistoryServer();
        foreach (string digest in new[] { "sha256:1", "sha256:2", "sha256:3", "sha256:1" })
        {
            server.Push("a", digest);
            server.NowMs += 1;
        }

        Assert.Equal(4, (await Names(server, pageSize: 3)).Count);
    }

    [Theory]
    [InlineData("sha256:1", false)]
    [InlineData("sha256:0", true)]
    public async Task Two_rows_of_one_second_with_the_seam_between_them_are_two_if_anything_tells_them_apart(string digest, bool reversion)
    {
        var server = new HistoryServer();
        server.Push("a", "sha256:0");
        server.NowMs += 1;
        server.Push("a", digest, reversion);
        Assert.Equal(2, (await Names(server, pageSize: 1)).Count);
    }

    [Fact]
    public async Task A_shift_is_seen_even_when_the_collector_removes_one_of_its_rows()
    {
        var server = new HistoryServer();
        Push(server, "a", "b", "c", "d", "e", "f", "g", "h");
        server.BeforeAnswer = request =>
        {
            if (request == 2)
            {
                Push(server, "i", "j", "k", "l");
                server.Collect(server.Rows.Single(row => row.Name == "f"));
            }
        };
        Assert.Equal(["h", "g", "f", "e", "d", "c", "b", "a"], await Names(server, pageSize: 4));
    }

    [Fact]
    public async Task Every_row_that_was_there_throughout_comes_exactly_once()
    {
        Gen<(string[] Before, int PageSize, string[][] Between)> histories = Gen.Select(
            TagName.Array[0, 60], Gen.Int[1, 12], TagName.Array[0, 5].Array[0, 20]);
        await histories.SampleAsync(async history =>
        {
            var server = new HistoryServer();
            Push(server, history.Before);
            List<HistoryServer.Row> throughout = [.. server.Rows];
            server.BeforeAnswer = request =>
            {
                if (request > 1 && request - 2 < history.Between.Length)
                {
                    string[] tags = history.Between[request - 2];
                    Push(server, [.. tags.Skip(1)]);
                    tags.Take(1).ToList().ForEach(server.Delete);
                }
            };
            List<TagHistoryEntry> read = await Read(server, history.PageSize);
            return throughout.All(row => read.Count(row.Is) == 1) && read.Distinct().Count() == read.Count;
        });
    }

    [Fact]
    public async Task Pushes_of_one_second_that_fill_more_than_a_page_double_nothing()
    {
        var server = new HistoryServer();
        Push(server, "a", "b", "c", "d", "e", "f", "g", "h");
        server.BeforeAnswer = request =>
        {
            for (int i = 0; request == 2 && i < 6; i++)
            {
                server.Push($"new-{i}", "sha256:0");
                server.NowMs += 10;
            }
        };
        List<string> names = await Names(server, pageSize: 4);
        Assert.Equal(["h", "g", "f", "e", "d", "c", "b", "a"], names.Where(name => name.Length == 1));
        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public async Task A_shift_of_several_pages_is_not_taken_for_a_list_that_starts_again()
    {
        var server = new HistoryServer();
        Push(server, [.. Enumerable.Range(0, 300).Select(i => $"tag-{i}")]);
        server.BeforeAnswer = request =>
        {
            if (request == 5)
            {
                Push(server, [.. Enumerable.Range(0, 150).Select(i => $"new-{i}")]);
            }
        };
        Assert.Equal(Enumerable.Range(0, 300).Reverse().Select(i => $"tag-{i}"), await Names(server, pageSize: 50));
    }

    [Fact]
    public async Task A_list_that_starts_again_far_behind_is_an_error_and_never_a_loop()
    {
        var server = new HistoryServer();
        Push(server, [.. Enumerable.Range(0, 1100).Select(i => $"tag-{i}")]);
        List<HistoryServer.Row> rows = [.. server.Rows];
        var handler = new ScriptedHandler((_, page, _) => Task.FromResult(ScriptedHandler.Json(
            HistoryServer.Answer(Enumerable.Range((page - 1) * 100, 100).Select(i => rows[i % rows.Count].ToJson()), page, hasAdditional: true))));
        using QuayClient client = handler.CreateClient();
        var error = await Assert.ThrowsAsync<QuayResponseException>(async () => await client.Tags.GetHistory("acme/app").CountAsync());
        Assert.Contains("repeat", error.Message, StringComparison.Ordinal);
        Assert.Equal(12, handler.Asked.Count);
    }

    [Fact]
    public async Task Whatever_else_the_collector_and_the_pushes_do_no_row_comes_twice()
    {
        Gen<(string[] Before, int PageSize, int StartPage, (string[] Push, int Collect)[] Between)> histories = Gen.Select(
            TagName.Array[0, 60], Gen.Int[1, 8], Gen.Int[1, 3], Gen.Select(TagName.Array[0, 12], Gen.Int[0, 8]).Array[0, 12]);
        await histories.SampleAsync(async history =>
        {
            var server = new HistoryServer();
            Push(server, history.Before);
            server.BeforeAnswer = request =>
            {
                if (request > 1 && request - 2 < history.Between.Length)
                {
                    (string[] push, int collect) = history.Between[request - 2];
                    Push(server, push);
                    server.Rows.Where(row => row.EndMs is not null).Take(collect).ToList().ForEach(server.Collect);
                }
            };
            List<TagHistoryEntry> read = await Read(server, history.PageSize, history.StartPage);
            return read.DistinctBy(row => (row.Name, row.Start)).Count() == read.Count;
        });
    }

    [Fact]
    public async Task Of_rows_at_rest_none_is_lost_that_anything_tells_apart_however_fast_they_came()
    {
        Gen<(string Name, string Digest, int Gap)> push = Gen.Select(TagName, Gen.Char["01"].Select(digit => $"sha256:{digit}"), Gen.Int[0, 1500]);
        await Gen.Select(push.Array[0, 60], Gen.Int[1, 8]).SampleAsync(async (pushes, pageSize) =>
        {
            var server = new HistoryServer();
            foreach ((string name, string digest, int gap) in pushes)
            {
                server.NowMs += gap + 1;
                server.Push(name, digest);
            }

            // Rows of one tag, manifest and second that also ended within it look like one row read twice.
            List<TagHistoryEntry> read = await Read(server, pageSize);
            return server.Rows.GroupBy(row => (row.Name, row.Digest, Second: row.StartMs / 1000, EndedAtOnce: row.EndMs / 1000 == row.StartMs / 1000))
                .All(alike => read.Count(row => alike.First().Is(row) && (row.End == row.Start) == alike.Key.EndedAtOnce) is var count
                    && count >= 1 && count <= alike.Count());
        });
    }

    [Fact]
    public async Task A_history_at_rest_is_given_as_it_is_whatever_the_page_size()
    {
        await Gen.Select(TagName.Array[0, 80], Gen.Int[1, 100]).SampleAsync(async (tags, pageSize) =>
        {
            var server = new HistoryServer();
            Push(server, tags);
            List<TagHistoryEntry> read = await Read(server, pageSize);
            return read.Count == tags.Length
                && server.Rows.Zip(read).All(pair => pair.First.Is(pair.Second))
                && server.Handler.Asked.Count == Math.Max(1, (tags.Length + pageSize - 1) / pageSize);
        });
    }

    private static async Task<List<string>> Names(HistoryServer server, int pageSize) => [.. (await Read(server, pageSize)).Select(row => row.Name)];

    private static async Task<List<TagHistoryEntry>> Read(HistoryServer server, int pageSize, int startPage = 1)
    {
        using QuayClient client = server.Handler.CreateClient();
        return await client.Tags.GetHistory("acme/app", new TagHistoryQuery { PageSize = pageSize, StartPage = startPage }).ToListAsync();
    }

    private static void Push(HistoryServer server, params string[] names)
    {
        foreach (string name in names)
        {
            server.Push(name, "sha256:0");
            server.NowMs += 1000;
        }
    }
}
