using System.Reflection;

namespace Quay.Client.Tests.Conventions;

public class AsyncMethodTests
{
    private static readonly Type[] Awaited = [typeof(Task), typeof(Task<>), typeof(ValueTask), typeof(ValueTask<>)];

    [Fact]
    public void Public_surface_has_awaited_streaming_and_paged_methods()
    {
        Assert.Contains(PublicSurface.PublicMethods, IsAwaited);
        Assert.Contains(PublicSurface.PublicMethods, IsStream);
        Assert.Contains(PublicSurface.PublicMethods, IsPaged);
    }

    [Fact]
    public void Only_names_of_awaited_methods_and_streams_end_in_Async() =>
        Assert.Empty(PublicSurface.PublicMethods
            .Where(method => (IsAwaited(method) || IsStream(method)) != method.Name.EndsWith("Async", StringComparison.Ordinal))
            .Select(PublicSurface.NameOf));

    [Fact]
    public void Method_that_sends_requests_takes_an_optional_CancellationToken_last() =>
        Assert.Empty(PublicSurface.PublicMethods
            .Where(method => IsAwaited(method) || IsStream(method) || IsPaged(method))
            .Where(method => !EndsWithOptionalToken(method))
            .Select(PublicSurface.NameOf));

    private static bool IsAwaited(MethodInfo method) => Awaited.Contains(Definition(method.ReturnType));

    // An operation that returns results while it runs, as opposed to a list of the server.
    private static bool IsStream(MethodInfo method) =>
        method.DeclaringType is { IsInterface: true }
        && Definition(method.ReturnType) != typeof(QuayPageable<>)
        && method.ReturnType.GetInterfaces().Append(method.ReturnType).Any(type => Definition(type) == typeof(IAsyncEnumerable<>));

    // The factories on QuayPageable create in-memory lists for callers' tests: there is nothing to cancel.
    private static bool IsPaged(MethodInfo method) =>
        Definition(method.ReturnType) == typeof(QuayPageable<>) && method.DeclaringType != typeof(QuayPageable);

    private static bool EndsWithOptionalToken(MethodInfo method) =>
        method.GetParameters() is [.., { Name: "cancellationToken", IsOptional: true } last]
            && last.ParameterType == typeof(CancellationToken);

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;
}
