using System.Text.Json.Nodes;

namespace Quay.Client.Testing.Tests.Json;

public class PythonTextTests
{
    /// <summary>Gets the output of Python 3.12.</summary>
    public static IEnumerable<object?[]> Represented => JsonLines.Read("python-values.jsonl", "json", "repr");

    public static IEnumerable<object?[]> Printed => JsonLines.Read("python-values.jsonl", "json", "pformat");

    [Theory, MemberData(nameof(Represented))]
    public void Value_is_formatted_like_Pythons_repr(string json, string represented) =>
        Assert.Equal(represented, PythonText.Repr(JsonNode.Parse(json)));

    [Theory, MemberData(nameof(Printed))]
    public void Value_is_formatted_like_Pythons_pformat(string json, string printed) =>
        Assert.Equal(printed, PythonPrint.Format(JsonNode.Parse(json)));

    [Fact]
    public void NET_values_are_formatted_like_parsed_values() => Assert.Equal(
        "{'whole': 1.0, 'long': 5, 'list': [nan, inf, -inf, None, 'x', False]}",
        PythonText.Repr(new JsonObject
        {
            ["whole"] = 1.0,
            ["long"] = 5L,
            ["list"] = new JsonArray(double.NaN, double.PositiveInfinity, double.NegativeInfinity, null, "x", false),
        }));

    [Fact]
    public void Unpaired_surrogate_is_escaped_in_a_repr() => Assert.Equal(@"'a\ud83db'", PythonText.Repr(JsonValue.Create("a\ud83db")));
}
