using CsCheck;

namespace Quay.Client.Tests.Names;

/// <summary>Generates texts; most are valid names or differ from one in one character.</summary>
internal static class GeneratedNames
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

    private static Gen<string> With(Gen<string> valid) =>
        Gen.Frequency((3, valid), (1, Gen.Select(valid, Odd, Gen.Int[0, 1000], Replace)), (1, Gen.String[Odd, 0, 5]));

    private static string Replace(string text, char odd, int index) =>
        text.Length == 0
            ? odd.ToString()
            : string.Concat(text.AsSpan(0, index % text.Length), odd.ToString(), text.AsSpan((index % text.Length) + (index % 2)));
}
