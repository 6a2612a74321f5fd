using CsCheck;

namespace Quay.Client.Testing.Tests.Registry;

/// <summary>Tests that a history loaded from responses is listed like the original.</summary>
public class RecordedHistoryTests
{
    [Fact]
    public void Loaded_history_is_listed_as_recorded_and_its_milliseconds_are_consistent() =>
        Gen.Select(RepositoryOperation.Any.Array[0, 30], Gen.Int[1, 40]).Sample((operations, limit) =>
        {
            var scenario = new RepositoryScenario(TimeSpan.FromDays(14), immutability: true);
            foreach (RepositoryOperation operation in operations)
            {
                scenario.Apply(operation);
            }

            List<string> pages = [];
            for (int page = 1; page == 1 || pages[^1].Contains("\"has_additional\": true", StringComparison.Ordinal); page++)
            {
                pages.Add(scenario.Quay.Send("GET", $"{RepositoryScenario.Name}/tag/?limit={limit}&page={page}").Text.TrimEnd());
            }

            FakeRepository copy = scenario.Quay.AddRepository("acme/copy").LoadHistory(new StringReader(string.Join('\n', pages)));
            Assert.Equal(Listed(scenario, RepositoryScenario.Name), Listed(scenario, "acme/copy"));
            var ended = copy.Entries.Where(entry => entry.End?.ToUnixTimeSeconds() >= entry.Start.ToUnixTimeSeconds());
            Assert.All(ended, entry => Assert.True(entry.End >= entry.Start, entry.ToString()));
            var ends = copy.Entries.Where(entry => entry.End is not null).Select(entry => (entry.Name, entry.End)).ToList();
            Assert.Equal(ends.Distinct(), ends);
        });

    private static IEnumerable<string> Listed(RepositoryScenario scenario, string repository) =>
        scenario.Quay.AllPages(repository, 100).Select(entry => entry.ToJsonString());
}
