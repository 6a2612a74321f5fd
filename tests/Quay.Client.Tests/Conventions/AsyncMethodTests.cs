using System.Reflection;

namespace Quay.Client.Tests.Conventions;

public class AsyncMethodTests
{
    private static readonly Type[] Awaited = [typeof(Task), typeof(Task<>), typeof(ValueTask), typeof(ValueTask<>)];

    [Fact]
    public void There_are_methods_of_both_kinds_to_look_at()
    {
        Assert.Contains(Surface.PublicMethods, IsAwaited);
        Assert.Contains(Surface.PublicMethods, IsPaged);
    }

    [Fact]
    public void A_method_that_is_awaited_ends_in_Async_and_no_other_does() =>
        Assert.Empty(Surface.PublicMethods
            .Where(method => IsAwaited(method) != method.Name.EndsWith("Async", StringComparison.Ordinal))
            .Select(Surface.NameOf));

    [Fact]
    public void A_method_that_asks_Quay_takes_an_optional_CancellationToken_last() =>
        Assert.Empty(Surface.PublicMethods
            .Where(method => IsAwaited(method) || IsPaged(method))
            .Where(method => !EndsWithOptionalToken(method))
            .Select(Surface.NameOf));

    private static bool IsAwaited(MethodInfo method) => Awaited.Contains(Definition(method.ReturnType));

    // The factories for tests of callers make lists without a server, so there is nothing to cancel.
    private static bool IsPaged(MethodInfo method) =>
        Definition(method.ReturnType) == typeof(QuayPageable<>) && method.DeclaringType != typeof(QuayPageable);

    private static bool EndsWithOptionalToken(MethodInfo method) =>
        method.GetParameters() is [.., { Name: "cancellationToken", IsOptional: true } last]
            && last.ParameterType == typeof(CancellationToken);

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;
}
