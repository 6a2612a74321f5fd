using CsCheck;

namespace Quay.Client.Tests.Json;

/// <summary>The seconds since 1970 that .NET's times can hold.</summary>
internal static class Seconds
{
    public static long First { get; } = DateTimeOffset.MinValue.ToUnixTimeSeconds();

    public static long Last { get; } = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    public static Gen<long> Any { get; } =
        Gen.OneOf(Gen.Long[First, Last], Gen.Long[0, 4_000_000_000], Gen.OneOf(Gen.Const(First), Gen.Const(Last), Gen.Const(-1L)));
}
