using System.Reflection;
using Refit;

namespace Quay.Client.Tests.Conventions;

public class WireTests
{
    private static readonly MethodInfo[] Calls =
    [
        .. PublicSurface.Assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsInterface: true, ContainsGenericParameters: false })
            .SelectMany(type => type.GetInterfaces().Append(type))
            .Distinct()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<HttpMethodAttribute>() is not null),
    ];

    [Fact]
    public void All_Refit_interfaces_are_found() =>
        Assert.Superset(
            new HashSet<string> { "IRepositoryApi", "ITagApi", "IUserApi", "IManifestApi", "IPolicyApi`1" },
            Calls.Select(call => call.DeclaringType!.Name).ToHashSet());

    [Fact]
    public void Refit_interfaces_are_not_public() => Assert.DoesNotContain(Calls, call => call.DeclaringType!.IsVisible);

    [Fact]
    public void Every_request_and_response_type_is_in_the_JSON_context() =>
        Assert.All(Calls.SelectMany(TypesOnTheWire), type => Assert.NotNull(QuayJsonContext.Default.GetTypeInfo(type)));

    [Fact]
    public void Every_Refit_route_starts_with_api_v1_except_the_one_with_the_version() => Assert.All(
        Calls.Where(call => call.Name != nameof(IServerApi.GetConfigAsync)),
        call => Assert.StartsWith("/api/v1/", call.GetCustomAttribute<HttpMethodAttribute>()!.Path, StringComparison.Ordinal));

    [Fact]
    public void Every_write_has_exactly_one_expected_response() => Assert.Equal(
        Calls.Select(RouteOf).Where(route => route.Method != "GET").Distinct().Order(),
        ExpectedResponses.Listed.Keys.Order());

    [Fact]
    public void Read_that_returns_a_string_has_an_expected_response() => Assert.All(
        Calls.Where(call => call.ReturnType == typeof(Task<string>)).Select(RouteOf),
        route => Assert.Contains(route, ExpectedResponses.Listed.Keys));

    [Fact]
    public void Every_Refit_method_returns_a_result_so_that_exceptions_are_converted() =>
        Assert.DoesNotContain(Calls, call => call.ReturnType == typeof(Task));

    [Fact]
    public void Every_Refit_method_takes_a_CancellationToken_last() =>
        Assert.All(Calls, call => Assert.Equal(typeof(CancellationToken), call.GetParameters()[^1].ParameterType));

    private static (string Method, string Route) RouteOf(MethodInfo call) =>
        call.GetCustomAttribute<HttpMethodAttribute>() is { } route
            ? (route.Method.Method, route.Path)
            : throw new ArgumentException("No route.", nameof(call));

    private static IEnumerable<Type> TypesOnTheWire(MethodInfo call) => call.GetParameters()
        .Where(parameter => parameter.GetCustomAttribute<BodyAttribute>() is not null)
        .Select(parameter => parameter.ParameterType)
        .Concat(call.ReturnType.GetGenericArguments())

        // The operations read these bodies directly from the buffer.
        .Select(type => type == typeof(HttpResponseMessage) ? typeof(TagHistoryPage) : type);
}
