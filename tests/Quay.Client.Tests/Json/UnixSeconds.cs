using CsCheck;

namespace Quay.Client.Tests.Json;

/// <summary>Generates Unix times in the range of <see cref="DateTimeOffset"/>.</summary>
internal static class UnixSeconds
{
    public static long First { get; } = DateTimeOffset.MinValue.ToUnixTimeSeconds();

    public static long Last { get; } = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    public static Gen<long> Any { get; } =
        Gen.OneOf(Gen.Long[First, Last], Gen.Long[0, 4_000_000_000], Gen.OneOf(Gen.Const(First), Gen.Const(Last), Gen.Const(-1L)));
}
