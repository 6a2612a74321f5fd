using CsCheck;

namespace Quay.Client.Testing.Tests.Registry;

/// <summary>A history that was read from a server's answers is listed as that server lists it.</summary>
public class RecordedRowsTests
{
    [Fact]
    public void What_is_read_is_what_was_listed_and_the_made_up_milliseconds_are_a_history_that_Quay_could_have() =>
        Gen.Select(Act.Some.Array[0, 30], Gen.Int[1, 40]).Sample((acts, limit) =>
        {
            var scene = new Scene(TimeSpan.FromDays(14), immutability: true);
            foreach (Act act in acts)
            {
                scene.Do(act);
            }

            List<string> pages = [];
            for (int page = 1; page == 1 || pages[^1].Contains("\"has_additional\": true", StringComparison.Ordinal); page++)
            {
                pages.Add(scene.Quay.Send("GET", $"{Scene.Name}/tag/?limit={limit}&page={page}").Text.TrimEnd());
            }

            FakeRepository copy = scene.Quay.AddRepository("acme/copy").LoadHistory(new StringReader(string.Join('\n', pages)));
            Assert.Equal(Listed(scene, Scene.Name), Listed(scene, "acme/copy"));
            var ended = copy.Rows.Where(row => row.End?.ToUnixTimeSeconds() >= row.Start.ToUnixTimeSeconds());
            Assert.All(ended, row => Assert.True(row.End >= row.Start, row.ToString()));
            var ends = copy.Rows.Where(row => row.End is not null).Select(row => (row.Name, row.End)).ToList();
            Assert.Equal(ends.Distinct(), ends);
        });

    private static IEnumerable<string> Listed(Scene scene, string repository) =>
        scene.Quay.AllPages(repository, 100).Select(row => row.ToJsonString());
}
