using System.Reflection;
using System.Text.RegularExpressions;
using Quay.Client.Tests.Conventions;
using Refit;

namespace Quay.Client.Tests.Coverage;

/// <summary>Compares the table of <c>docs/coverage.md</c> with Quay's description of its API, and with the client.</summary>
public partial class CoverageTests
{
    // Recorded from GET /api/v1/discovery of a Quay server: method, path, operation name.
    private static readonly string[][] Operations =
        [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Coverage", "operations.tsv")).Select(line => line.Split('\t'))];

    private static readonly string[][] Rows =
    [
        .. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "docs", "coverage.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split(" | ")),
    ];

    public static TheoryData<string, string> Covered =>
        [.. Rows.SelectMany(row => Method().Matches(row[2]).Select(method => (row[0].Trim('`'), method.Value)))];

    [Fact]
    public void Coverage_table_lists_every_operation_of_Quay() =>
        Assert.Equal(
            Operations.Select(operation => $"{operation[0]} {operation[1]} {operation[2]}"),
            Rows.Select(row => $"{row[0].Trim('`')} {row[1]}"));

    [Fact]
    public void Each_line_of_the_coverage_table_names_a_method_or_a_reason() =>
        Assert.All(
            Rows,
            row => Assert.True(row[2].StartsWith("no: ", StringComparison.Ordinal) || Method().IsMatch(row[2]), string.Join(' ', row)));

    [Theory]
    [MemberData(nameof(Covered))]
    public void Method_and_request_of_each_covered_line_exist(string request, string method)
    {
        string[] names = method.Split('.');
        Type operations = Assert.Single(PublicSurface.PublicTypes, type => type.Name == names[0]);
        foreach (string property in names[1..^1])
        {
            operations = operations.GetProperty(property)!.PropertyType;
        }

        Assert.NotEmpty(operations.GetMember(names[^1]));
        Assert.Contains(Normal(request), Requests());
    }

    private static HashSet<string> Requests() =>
    [
        .. PublicSurface.Assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsInterface)
            .SelectMany(type => type.GetMethods())
            .Select(call => call.GetCustomAttribute<HttpMethodAttribute>()).OfType<HttpMethodAttribute>()
            .SelectMany(route => PathsOf(route.Path).Select(path => Normal($"{route.Method} {path}"))),
    ];

    /// <summary>Expands the routes of policies, which are declared once for all scopes and kinds.</summary>
    private static IEnumerable<string> PathsOf(string route) =>
        from scope in (string[])["repository/{repository}", "organization/{orgname}", "user"]
        from kind in (string[])["autoprunepolicy", "immutabilitypolicy"]
        select route.Replace("{**scope}", scope, StringComparison.Ordinal).Replace("{kind}", kind, StringComparison.Ordinal);

    /// <summary>Removes the query and the parameter names of the path.</summary>
    private static string Normal(string request) => Placeholder().Replace(request.Split('?')[0], "{}");

    [GeneratedRegex(@"I([A-Za-z]+Operations|QuayPolicies)(\.[A-Za-z]+)+")]
    private static partial Regex Method();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Placeholder();
}
