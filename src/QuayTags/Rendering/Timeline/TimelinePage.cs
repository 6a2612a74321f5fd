using System.Security.Cryptography;
using System.Text;

namespace QuayTags;

/// <summary>
/// Combines the page: the files of the folder Page, and the data. Its policy allows exactly this style sheet and script, and no request.
/// </summary>
internal static class TimelinePage
{
    private static readonly string[] Scripts = ["axis.js", "bars.js", "lanes.js", "events.js", "pointer.js", "timeline.js"];

    public static string Draw(Scene scene)
    {
        string style = Read("timeline.css");
        string script = string.Concat(Scripts.Select(Read));
        string policy = $"default-src 'none'; style-src {Hash(style)}; script-src {Hash(script)}; img-src data:; "
            + "base-uri 'none'; form-action 'none'";
        var parts = new Dictionary<string, string>
        {
            ["{policy}"] = policy,
            ["{title}"] = Escape($"{scene.Repository}: history of its tags"),
            ["{style}"] = style,
            ["{data}"] = PageData.Of(scene),
            ["{script}"] = script,
        };
        return string.Concat(Pieces(Read("timeline.html")).Select(piece => parts.GetValueOrDefault(piece, piece)));
    }

    /// <summary>Splits the template once, so that a part that contains the name of another part stays as it is.</summary>
    private static IEnumerable<string> Pieces(string template)
    {
        foreach (string piece in template.Split('{'))
        {
            int end = piece.IndexOf('}', StringComparison.Ordinal);
            if (end >= 0)
            {
                yield return $"{{{piece[..end]}}}";
            }

            yield return piece[(end + 1)..];
        }
    }

    private static string Escape(string text) => VisibleText.Of(text)
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    private static string Read(string file)
    {
        using Stream stream = typeof(TimelinePage).Assembly.GetManifestResourceStream($"timeline/{file}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
