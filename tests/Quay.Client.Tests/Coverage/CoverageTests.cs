using System.Reflection;
using System.Text.RegularExpressions;
using Quay.Client.Tests.Conventions;
using Refit;

namespace Quay.Client.Tests.Coverage;

/// <summary>The table of <c>docs/coverage.md</c>, held against Quay's own description of its API and against the client.</summary>
public partial class CoverageTests
{
    // Taken from a running Quay's GET /api/v1/discovery: method, path, Quay's name.
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
    public void Every_operation_of_Quay_has_its_row() =>
        Assert.Equal(
            Operations.Select(operation => $"{operation[0]} {operation[1]} {operation[2]}"),
            Rows.Select(row => $"{row[0].Trim('`')} {row[1]}"));

    [Fact]
    public void Each_row_names_a_method_or_a_reason() =>
        Assert.All(
            Rows,
            row => Assert.True(row[2].StartsWith("no: ", StringComparison.Ordinal) || Method().IsMatch(row[2]), string.Join(' ', row)));

    [Theory]
    [MemberData(nameof(Covered))]
    public void A_method_that_is_named_is_there_and_so_is_its_request(string request, string method)
    {
        string[] names = method.Split('.');
        Type operations = Assert.Single(Surface.PublicTypes, type => type.Name == names[0]);
        foreach (string property in names[1..^1])
        {
            operations = operations.GetProperty(property)!.PropertyType;
        }

        Assert.NotEmpty(operations.GetMember(names[^1]));
        Assert.Contains(Normal(request), Requests());
    }

    private static HashSet<string> Requests() =>
    [
        .. Surface.Assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsInterface)
            .SelectMany(type => type.GetMethods())
            .Select(call => call.GetCustomAttribute<HttpMethodAttribute>()).OfType<HttpMethodAttribute>()
            .SelectMany(route => PathsOf(route.Path).Select(path => Normal($"{route.Method} {path}"))),
    ];

    /// <summary>The routes of policies are written once for every scope and kind.</summary>
    private static IEnumerable<string> PathsOf(string route) =>
        from scope in (string[])["repository/{repository}", "organization/{orgname}", "user"]
        from kind in (string[])["autoprunepolicy", "immutabilitypolicy"]
        select route.Replace("{**scope}", scope, StringComparison.Ordinal).Replace("{kind}", kind, StringComparison.Ordinal);

    /// <summary>A request without the names of what is put into its path, and without its query.</summary>
    private static string Normal(string request) => Placeholder().Replace(request.Split('?')[0], "{}");

    [GeneratedRegex(@"I([A-Za-z]+Operations|QuayPolicies)(\.[A-Za-z]+)+")]
    private static partial Regex Method();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Placeholder();
}
