using System.Reflection;
using Refit;

namespace Quay.Client.Tests.Conventions;

public class WireTests
{
    private static readonly MethodInfo[] Calls =
    [
        .. Surface.Assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsInterface: true, ContainsGenericParameters: false })
            .SelectMany(type => type.GetInterfaces().Append(type))
            .Distinct()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<HttpMethodAttribute>() is not null),
    ];

    [Fact]
    public void The_Refit_interfaces_are_found() =>
        Assert.Superset(
            new HashSet<string> { "IRepositoryApi", "ITagApi", "IUserApi", "IManifestApi", "IPolicyApi`1" },
            Calls.Select(call => call.DeclaringType!.Name).ToHashSet());

    [Fact]
    public void A_Refit_interface_is_not_public() => Assert.DoesNotContain(Calls, call => call.DeclaringType!.IsVisible);

    [Fact]
    public void Each_type_on_the_wire_is_in_the_JSON_context() =>
        Assert.All(Calls.SelectMany(TypesOnTheWire), type => Assert.NotNull(QuayJsonContext.Default.GetTypeInfo(type)));

    [Fact]
    public void Each_route_is_one_of_Quays_API() => Assert.All(
        Calls,
        call => Assert.StartsWith("/api/v1/", call.GetCustomAttribute<HttpMethodAttribute>()!.Path, StringComparison.Ordinal));

    [Fact]
    public void Each_write_has_exactly_one_expected_response() => Assert.Equal(
        Calls.Select(RouteOf).Where(route => route.Method != "GET").Distinct().Order(),
        ExpectedResponses.Listed.Keys.Order());

    [Fact]
    public void Read_without_a_serializer_checks_its_body_itself() => Assert.All(
        Calls.Where(call => call.ReturnType == typeof(Task<string>)).Select(RouteOf),
        route => Assert.Contains(route, ExpectedResponses.Listed.Keys));

    [Fact]
    public void Each_Refit_call_has_a_result_so_that_exceptions_are_converted() =>
        Assert.DoesNotContain(Calls, call => call.ReturnType == typeof(Task));

    [Fact]
    public void Each_call_can_be_cancelled() =>
        Assert.All(Calls, call => Assert.Equal(typeof(CancellationToken), call.GetParameters()[^1].ParameterType));

    private static (string Method, string Route) RouteOf(MethodInfo call) =>
        call.GetCustomAttribute<HttpMethodAttribute>() is { } route
            ? (route.Method.Method, route.Path)
            : throw new ArgumentException("No route.", nameof(call));

    private static IEnumerable<Type> TypesOnTheWire(MethodInfo call) => call.GetParameters()
        .Where(parameter => parameter.GetCustomAttribute<BodyAttribute>() is not null)
        .Select(parameter => parameter.ParameterType)
        .Concat(call.ReturnType.GetGenericArguments())

        // Read by the operations themselves, straight from the buffer.
        .Select(type => type == typeof(HttpResponseMessage) ? typeof(TagHistoryPage) : type);
}
