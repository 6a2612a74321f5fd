using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using Quay.Client.Testing;
using Quay.Client.Tests.Documentation;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Tracing;

public class OperationNameTests
{
    public static TheoryData<string> Names => [.. OperationNames.All.Keys];

    [Fact]
    public void Operations_of_the_client_are_found() => Assert.Superset(
        new HashSet<string> { "quay.tags.history", "quay.tags.move", "quay.repositories.list", "quay.policies.auto_prune.create" },
        OperationNames.All.Keys.ToHashSet());

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Operation_has_a_span_named_after_its_method(string name)
    {
        var quay = new FakeQuay();
        using QuayClient client = quay.CreateClient();
        using var trace = new OneTrace(HttpSpans.None);
        (MethodInfo method, Func<IQuayClient, object> target) = OperationNames.All[name];

        object? call = await Record.ExceptionAsync(async () => await RunAsync(method, target(client)));

        Assert.Equal(name, Assert.Single(trace.Operations).DisplayName);
    }

    [Fact]
    public void Documentation_lists_exactly_the_operations() => Assert.Equal(
        OperationNames.All.Keys.Order(StringComparer.Ordinal),
        CodeBlock.Documents["tracing.md"]
            .Where(line => line.StartsWith("| `quay.", StringComparison.Ordinal))
            .SelectMany(line => Regex.Matches(line.Split('|')[1], "`(quay[^`]+)`").Select(match => match.Groups[1].Value))
            .Where(OperationNames.All.ContainsKey)
            .Order(StringComparer.Ordinal));

    private static async Task RunAsync(MethodInfo method, object target)
    {
        object?[] arguments = [.. method.GetParameters().Select(ArgumentOf)];
        object? result = method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        await (result is Task task
            ? task
            : (Task)typeof(OperationNameTests).GetMethod(nameof(ReadAsync), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(method.ReturnType.GenericTypeArguments)
                .Invoke(null, [result])!);
    }

    private static async Task ReadAsync<T>(QuayPageable<T> list) => await list.CountAsync();

    private static object? ArgumentOf(ParameterInfo parameter) =>
        parameter.HasDefaultValue ? parameter.DefaultValue
        : parameter.ParameterType == typeof(RepositoryName) ? RepositoryName.Parse("acme/app")
        : parameter.ParameterType == typeof(PolicyScope) ? PolicyScope.Organization("acme")
        : parameter.ParameterType == typeof(RepositoryQuery) ? RepositoryQuery.Public
        : parameter.ParameterType == typeof(string) ? "00000000-0000-4000-8000-000000000000"
        : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType)
        : null;
}
