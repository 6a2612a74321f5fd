using System.Reflection;

namespace Quay.Client.History.Tests.Stubs;

/// <summary>An interface of which one method answers.</summary>
public class OneMethod : DispatchProxy
{
    private string _method = "";
    private Func<object> _answer = () => throw new NotSupportedException();

    public static T Of<T>(string method, Func<object> answer)
        where T : class
    {
        T made = Create<T, OneMethod>();
        var stub = (OneMethod)(object)made;
        (stub._method, stub._answer) = (method, answer);
        return made;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod?.Name == _method ? _answer() : throw new NotSupportedException(targetMethod?.Name);
}
