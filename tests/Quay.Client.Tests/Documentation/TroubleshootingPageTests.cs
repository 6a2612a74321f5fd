using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Quay.Client.Tests.Documentation;

/// <summary>Verifies that the page on troubleshooting has every exception, with the message that the client really produces.</summary>
public partial class TroubleshootingPageTests
{
    private const string LogEvents = "Log events";
    private const string Check = "Check the connection and the token";

    private static readonly Dictionary<string, string> Sections = Heading().Split(
            string.Join('\n', CodeBlock.Documents["troubleshooting.md"]))[1..]
        .Chunk(2)
        .ToDictionary(section => section[0], section => section[1].Trim('\n'));

    // .NET's own exceptions that a caller of the client meets.
    private static readonly Type[] Foreign =
    [
        typeof(ArgumentException), typeof(ObjectDisposedException), typeof(OperationCanceledException), typeof(OptionsValidationException),
    ];

    public static TheoryData<string> Symptoms => [.. Symptom.All.Keys];

    [Theory]
    [MemberData(nameof(Symptoms))]
    public async Task Section_shows_the_exception_and_the_message_of_its_symptom(string heading)
    {
        Exception exception = await Symptom.CauseAsync(heading);

        string actual = $"`{NameOf(exception)}`:\n\n```text\n{exception.Message}\n```";
        Assert.True(
            Sections.TryGetValue(heading, out string? section)
                && OneLine(section).StartsWith(OneLine(actual), StringComparison.Ordinal),
            $"## {heading}\n\n{actual}\n\nThe page has:\n{section}");
    }

    [Fact]
    public void Each_section_is_a_symptom_that_a_test_causes() =>
        Assert.Equal(Symptom.All.Keys.Order(), Sections.Keys.Where(heading => heading is not (LogEvents or Check)).Order());

    [Fact]
    public async Task Each_exception_of_the_package_has_a_section()
    {
        Type[] expected =
        [
            .. typeof(QuayException).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(Exception))), .. Foreign,
        ];
        List<string> caused = [];
        foreach (string heading in Symptom.All.Keys)
        {
            caused.Add(NameOf(await Symptom.CauseAsync(heading)));
        }

        Assert.Equal(expected.Select(type => type.Name).Order(), caused.Distinct().Order());
    }

    [Fact]
    public void Each_log_event_has_a_line()
    {
        // The tables begin with | id | event | … and with | event | …
        string[] logged = [.. EventsIn(CodeBlock.Documents.GetValueOrDefault("diagnostics.md", []), column: 2)];

        Assert.Equal(CodeBlock.Documents.ContainsKey("diagnostics.md"), logged.Length > 0);
        Assert.Equal(logged.Order(), EventsIn(Sections.GetValueOrDefault(LogEvents, "").Split('\n'), column: 1).Order());
    }

    private static IEnumerable<string> EventsIn(IEnumerable<string> lines, int column) => lines
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .SkipWhile(cells => cells.ElementAtOrDefault(column) != "event")
        .TakeWhile(cells => cells.Length > column)
        .Skip(2)
        .Select(cells => cells[column].Trim('`'));

    private static string NameOf(Exception exception) =>
        exception is OperationCanceledException ? nameof(OperationCanceledException) : exception.GetType().Name;

    private static string OneLine(string text) => Break().Replace(text, " ");

    [GeneratedRegex("^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex Break();
}
