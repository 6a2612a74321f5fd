namespace Quay.Client.Testing.Tests.Registry;

/// <summary>Tests the formats of a history that can be loaded.</summary>
public class LoadHistoryTests
{
    private const string First =
        """{"tags": [{"name": "b", "manifest_digest": "sha256:bb", "start_ts": 1795435088}], "page": 1, "has_additional": true}""";
    private const string Second =
        """{"tags": [{"name": "a", "manifest_digest": "sha256:aa", "start_ts": 1795435087, "end_ts": 1795435088}], "page": 2}""";

    private static readonly string Indented = First.Replace(", ", ",\n    ", StringComparison.Ordinal);

    private readonly FakeRepository _repository = new FakeQuay().AddRepository("acme/app");

    public static TheoryData<string> Histories =>
    [
        $"{First}\n{Second}",
        $"{First}\r\n\r\n{Second}\r\n",
        $"{First}{Second}",
        $"{Indented}\n{Second}",
        $"[{First}, {Second}]",
        $"[\n  {Indented},\n  {Second}\n]\n",
        """[{"name": "b", "manifest_digest": "sha256:bb", "start_ts": 1795435088}, """
            + """{"name": "a", "manifest_digest": "sha256:aa", "start_ts": 1795435087}]""",
        $"\uFEFF{First}\n{Second}",
    ];

    [Theory]
    [MemberData(nameof(Histories))]
    public void History_is_loaded_from_concatenated_indented_or_array_responses(string history)
    {
        Load(history);

        Assert.Equal(["b", "a"], _repository.Entries.Select(entry => entry.Name));
    }

    [Fact]
    public void Single_page_is_loaded_as_a_history()
    {
        Load(Indented);

        Assert.Equal("b sha256:bb", $"{_repository.Entries[0].Name} {_repository.Entries[0].Digest}");
    }

    [Theory]
    [MemberData(nameof(Histories))]
    public void Loading_a_history_twice_adds_its_entries_once(string history)
    {
        Load(history);
        Load(history);

        Assert.Equal(["b", "a"], _repository.Entries.Select(entry => entry.Name));
    }

    [Fact]
    public void Loading_a_history_adds_only_new_entries()
    {
        Load(Second);
        Load($"{First}\n{Second}");

        Assert.Equal(["b", "a"], _repository.Entries.Select(entry => entry.Name));
    }

    [Fact]
    public void Equal_entries_within_one_history_are_all_loaded()
    {
        const string Entry = """{"name": "a", "manifest_digest": "sha256:aa", "start_ts": 5, "end_ts": 5}""";
        const string Twice = $$"""{"tags": [{{Entry}}, {{Entry}}]}""";
        Load(Twice);
        Load(Twice);

        Assert.Equal(2, _repository.Entries.Count);
    }

    [Theory]
    [InlineData("{\"tags\": []}\n{\"tags\":\n [}", "Line 3 ")]
    [InlineData("\n\n{}", "line 3 ")]
    [InlineData("{\"tags\": []}\n{\"tags\": [{\"name\": \"a\"}]}", "line 2 ")]
    [InlineData("{\"tags\": 5}", "line 1 ")]
    [InlineData("5", "line 1 ")]
    public void Invalid_history_throws_FormatException_with_the_line(string history, string line)
    {
        var error = Assert.Throws<FormatException>(() => Load(history));

        Assert.Contains(line, error.Message, StringComparison.Ordinal);
        Assert.Empty(_repository.Entries);
    }

    [Theory]
    [InlineData("\"start_ts\": \"5\"", "start_ts")]
    [InlineData("\"start_ts\": 1.5", "start_ts")]
    [InlineData("\"start_ts\": 1000000000000000", "start_ts")]
    [InlineData("\"end_ts\": 9223372036854775807", "end_ts")]
    [InlineData("\"size\": \"2 MiB\"", "size")]
    [InlineData("\"size\": 99999999999999999999", "size")]
    [InlineData("\"is_manifest_list\": true, \"child_manifests_presence\": [1]", "child_manifests_presence")]
    [InlineData("\"is_manifest_list\": true, \"child_manifests_presence\": {\"sha256:cc\": 1}", "child_manifests_presence")]
    public void History_field_of_the_wrong_type_throws_FormatException_that_names_it(string field, string name)
    {
        var error = Assert.Throws<FormatException>(
            () => Load($"{First}\n{{\"tags\": [{{\"name\": \"a\", \"manifest_digest\": \"sha256:aa\", {field}}}]}}"));

        Assert.StartsWith(
            $"The value that starts in line 2 is not a response of Quay's tag list: The entry of 'a' has an invalid '{name}': ",
            error.Message,
            StringComparison.Ordinal);
        Assert.Empty(_repository.Entries);
    }

    [Fact]
    public void History_with_an_unpaired_surrogate_throws_FormatException()
    {
        Assert.Throws<FormatException>(() => Load("""{"tags": [{"name": "\ud800", "manifest_digest": "sha256:aa", "start_ts": 5}]}"""));
        Assert.Empty(_repository.Entries);
    }

    [Fact]
    public void Null_field_in_a_history_is_read_as_missing()
    {
        Load(
            """{"tags": [{"name": "a", "manifest_digest": "sha256:aa", "start_ts": 5"""
            + """, "end_ts": null, "size": null, "child_manifests_presence": null}]}""");

        Assert.Null(Assert.Single(_repository.Entries).End);
    }

    private void Load(string history) => _repository.LoadHistory(new StringReader(history));
}
