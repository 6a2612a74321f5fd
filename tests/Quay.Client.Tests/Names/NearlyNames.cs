using CsCheck;

namespace Quay.Client.Tests.Names;

/// <summary>Random texts, most of which are good names or one character away from one.</summary>
internal static class NearlyNames
{
    private static readonly Gen<char> Odd = Gen.OneOf(Gen.Char["ABZ%/\\:?#@+& .-_~\n\r\t\0äßı\u212a１٣ａ／․\u007f\u0085\u2028"], Gen.Char);

    public static Gen<string> Repositories { get; } = With(
        Gen.Select(Text("abcz019._-", 300), Text("abcz019._-/", 300), (space, name) => $"{space}/{name}"));

    public static Gen<string> Tags { get; } = With(Text("abcXYZ019._-", 140));

    public static Gen<string> Digests { get; } = With(
        Gen.Select(Text("shaSHA256_+.-", 20), Text("0123456789abcdefABCDEF", 270), (algorithm, number) => $"{algorithm}:{number}"));

    private static Gen<string> Text(string characters, int longest) =>
        Gen.Frequency(
            (4, Gen.String[Gen.Char[characters], 0, 12]), (1, Gen.String[Gen.Char[characters], Math.Max(0, longest - 50), longest]));

    private static Gen<string> With(Gen<string> good) =>
        Gen.Frequency((3, good), (1, Gen.Select(good, Odd, Gen.Int[0, 1000], Replace)), (1, Gen.String[Odd, 0, 5]));

    private static string Replace(string text, char odd, int place) =>
        text.Length == 0
            ? odd.ToString()
            : string.Concat(text.AsSpan(0, place % text.Length), odd.ToString(), text.AsSpan((place % text.Length) + (place % 2)));
}
