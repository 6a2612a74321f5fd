using CsCheck;

namespace Quay.Client.Testing.Tests.Registry;

/// <summary>Represents a random operation on a repository.</summary>
/// <param name="Kind">The kind of the operation.</param>
/// <param name="ByApi">Whether it is applied over the API, not by the fake's methods.</param>
/// <param name="Tag">The tag.</param>
/// <param name="Image">The number of the image.</param>
/// <param name="Time">How far the clock advances, or how far in the future an expiration is.</param>
internal sealed record RepositoryOperation(OperationKind Kind, bool ByApi, string Tag, int Image, TimeSpan Time)
{
    /// <summary>The number of images.</summary>
    public const int Images = 4;

    /// <summary>Returns the digest of an image.</summary>
    public static string Digest(int image) => "sha256:" + new string((char)('a' + image), 64);

    private static readonly TimeSpan Window = TimeSpan.FromDays(14);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    /// <summary>Durations at which something happens, and those right before and after them.</summary>
    private static readonly Gen<TimeSpan> AnyTime = Gen.Frequency(
        (3, Gen.Int[0, 3].Select(count => count * Tick)),
        (2, Gen.OneOf(
            TimeSpan.FromMilliseconds(999), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), TimeSpan.FromHours(1), TimeSpan.FromDays(1))),
        (2, Gen.OneOf(Window - (2 * Tick), Window - Tick, Window, Window + Tick, TimeSpan.FromDays(7 * 104), TimeSpan.FromDays(7 * 105))));

    /// <summary>The tags. One of them is a Cosign signature of an image.</summary>
    private static readonly Gen<string> AnyTag = Gen.OneOf("a", "a", "b", "B", Digest(0).Replace(':', '-') + ".sig");

    public static Gen<RepositoryOperation> Any { get; } = Gen
        .Select(Gen.Enum<OperationKind>(), Gen.Bool, AnyTag, Gen.Int[0, Images - 1], AnyTime)
        .Select((kind, byApi, tag, image, time) => new RepositoryOperation(kind, byApi, tag, image, time));
}
