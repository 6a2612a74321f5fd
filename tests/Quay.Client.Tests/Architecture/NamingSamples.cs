namespace Quay.Client.Tests.Architecture;

#pragma warning disable CA1812, CA1852, CS0169, IDE0044, IDE0051 // Only their compiled form is read.

/// <summary>The type that each sample below names in one way and no other.</summary>
internal class NamingTarget : Exception
{
    public static void Touch()
    {
    }
}

internal sealed class NamesNothing
{
    public static void Touch()
    {
    }
}

internal sealed class NamesInABody
{
    public static void Touch() => NamingTarget.Touch();
}

internal sealed class NamesInAnAsyncMethod
{
    public static async Task TouchAsync()
    {
        await Task.Yield();
        NamingTarget.Touch();
    }
}

internal sealed class NamesInAnAsyncIterator
{
    public static async IAsyncEnumerable<int> Count()
    {
        await Task.Yield();
        NamingTarget.Touch();
        yield return 1;
    }
}

internal sealed class NamesInALambda
{
    public static Action Touch => () => NamingTarget.Touch();
}

internal sealed class NamesInACatch
{
    public static void Touch()
    {
        try
        {
            NamesNothing.Touch();
        }
        catch (NamingTarget)
        {
            NamesNothing.Touch();
        }
    }
}

internal sealed class NamesAsATypeArgument
{
    public static object Make() => Array.Empty<Lazy<NamingTarget[]>>();
}

internal sealed class NamesAsAnAttributesArgument
{
    [System.ComponentModel.TypeConverter(typeof(NamingTarget))]
    public int Number { get; init; }
}

internal sealed class NamesAsAConstraint<T>
    where T : NamingTarget;

internal sealed class NamesInAField
{
    private readonly NamingTarget? _target;
}

internal interface INamesInASignature
{
    void Take(IReadOnlyDictionary<string, NamingTarget?> targets);
}
