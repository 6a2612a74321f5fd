using System.Reflection;

namespace Quay.Client.History.Tests.Stubs;

/// <summary>Implements an interface: the given methods return a value, and the others throw.</summary>
public class MethodStub : DispatchProxy
{
    private Dictionary<string, Func<object>> _results = [];

    public static T Of<T>(string method, Func<object> result)
        where T : class => Of<T>(new Dictionary<string, Func<object>> { [method] = result });

    public static T Of<T>(Dictionary<string, Func<object>> results)
        where T : class
    {
        T stub = Create<T, MethodStub>();
        ((MethodStub)(object)stub)._results = results;
        return stub;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _results.TryGetValue(targetMethod?.Name ?? "", out Func<object>? result)
            ? result()
            : throw new NotSupportedException(targetMethod?.Name);
}
