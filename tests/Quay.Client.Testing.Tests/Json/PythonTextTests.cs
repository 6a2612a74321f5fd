using System.Text.Json.Nodes;

namespace Quay.Client.Testing.Tests.Json;

public class PythonTextTests
{
    /// <summary>What Python 3.12 itself printed.</summary>
    public static IEnumerable<object?[]> Represented => JsonLines.Read("python-values.jsonl", "json", "repr");

    public static IEnumerable<object?[]> Printed => JsonLines.Read("python-values.jsonl", "json", "pformat");

    [Theory, MemberData(nameof(Represented))]
    public void A_value_is_represented_as_Python_represents_it(string json, string represented) =>
        Assert.Equal(represented, PythonText.Repr(JsonNode.Parse(json)));

    [Theory, MemberData(nameof(Printed))]
    public void A_value_is_printed_as_Python_prints_it(string json, string printed) =>
        Assert.Equal(printed, PythonPrint.Format(JsonNode.Parse(json)));

    [Fact]
    public void Values_of_the_language_are_represented_as_those_that_were_read() => Assert.Equal(
        "{'whole': 1.0, 'long': 5, 'list': [nan, inf, -inf, None, 'x', False]}",
        PythonText.Repr(new JsonObject
        {
            ["whole"] = 1.0,
            ["long"] = 5L,
            ["list"] = new JsonArray(double.NaN, double.PositiveInfinity, double.NegativeInfinity, null, "x", false),
        }));

    [Fact]
    public void Half_of_a_surrogate_pair_is_escaped_alone() => Assert.Equal(@"'a\ud83db'", PythonText.Repr(JsonValue.Create("a\ud83db")));
}
