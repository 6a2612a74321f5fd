namespace Quay.Client;

/// <summary>
/// Parses an image reference or an address of Quay's web pages that was given instead of a name: <c>docker://quay.io/acme/app:v1</c>,
/// <c>https://quay.io/repository/acme/app?tab=tags</c>. Only error messages use the result; it is never part of a request.
/// </summary>
internal sealed record PastedReference(string Repository, string? Tag, string? Digest, IReadOnlyList<string> LeftOut)
{
    private const int MaxShown = 24;

    private static readonly string[] PathsBefore = ["api/v1/repository/", "repository/", "organization/", "user/", "v2/"];
    private static readonly string[] PartsBehind = ["tag", "tags", "manifest", "manifests", "blobs"];

    public static PastedReference Read(string text)
    {
        var leftOut = new List<string>();
        string rest = Without(leftOut, text, text.Trim(), "the spaces around it");
        int scheme = rest.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0)
        {
            rest = Cut(leftOut, rest, scheme + 3);
            int query = rest.IndexOfAny(['?', '#']);
            rest = query < 0 ? rest : CutBehind(leftOut, rest, query);
        }

        int at = rest.LastIndexOf('@');
        string? digest = at < 0 ? null : rest[(at + 1)..];
        string behind = at < 0 ? "" : Short(rest[at..]);
        rest = at < 0 ? rest : rest[..at];

        string trimmed = rest.TrimStart('/');
        rest = Without(leftOut, rest, trimmed, "the slash at its start");
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        bool isLong = slash > 0 && rest.IndexOf('/', slash + 1) > 0;
        string first = slash > 0 ? rest[..slash] : "";
        if (slash > 0 && (scheme > 0 || first.Contains(':', StringComparison.Ordinal) || (isLong && RegistryHost.Is(first))))
        {
            rest = Cut(leftOut, rest, slash + 1);
        }

        if (scheme > 0 && PathsBefore.FirstOrDefault(path => rest.StartsWith(path, StringComparison.Ordinal)) is { } before)
        {
            rest = Cut(leftOut, rest, before.Length);
            string[] parts = rest.Split('/');
            int end = Array.FindIndex(parts, Math.Min(2, parts.Length), part => PartsBehind.Contains(part));
            rest = end < 0 ? rest : CutBehind(leftOut, rest, string.Join('/', parts[..end]).Length);
        }

        int colon = rest.LastIndexOf(':');
        string? tag = colon > rest.LastIndexOf('/') ? rest[(colon + 1)..] : null;
        if (tag is not null)
        {
            leftOut.Add(Quote(rest[colon..]));
            rest = rest[..colon];
        }

        if (behind.Length > 0)
        {
            leftOut.Add(Quote(behind));
        }

        rest = Without(leftOut, rest, rest.TrimEnd('/'), "the slash at its end");
        return new PastedReference(rest, tag, digest, leftOut);
    }

    public static string Advice(IReadOnlyList<string> leftOut, string name)
    {
        string parts = leftOut.Count > 1 ? $"{string.Join(", ", leftOut.SkipLast(1))} and {leftOut[^1]}" : leftOut[0];
        return $". Leave out {parts}: {Quoted.Text(name)}";
    }

    private static string Without(List<string> leftOut, string text, string trimmed, string what)
    {
        if (trimmed.Length != text.Length)
        {
            leftOut.Add(what);
        }

        return trimmed;
    }

    private static string Cut(List<string> leftOut, string text, int length)
    {
        leftOut.Add(Quote(text[..length]));
        return text[length..];
    }

    private static string CutBehind(List<string> leftOut, string text, int length)
    {
        leftOut.Add(Quote(text[length..]));
        return text[..length];
    }

    private static string Quote(string part) => Quoted.Text(part);

    private static string Short(string part) => part.Length > MaxShown ? part[..MaxShown] + "…" : part;
}
