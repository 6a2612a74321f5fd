namespace QuayTags;

/// <summary>
/// Gives each digest its fill. When there are more digests than colours, those of several rows, which the colours are to connect, have the
/// colours: those of most rows the plain ones, the others the striped ones. Those of one row have greys.
/// </summary>
internal sealed class Palette
{
    private readonly Dictionary<string, Fill> _fills = new(StringComparer.Ordinal);

    private Palette()
    {
    }

    // Each next one is as far as can be from all before it, to the eye (OKLab); with text in Theme each has a contrast of 6 or more.
    public static IReadOnlyList<string> Colours { get; } =
    [
        "#81a9fd", "#b3f39d", "#ed905e", "#f9c1fd", "#81be6b", "#5bf8fd", "#ffb6a2",
        "#b2c3f3", "#4bd9b7", "#cfc154", "#fed990", "#ff99c3", "#25bce5", "#bf94ec",
    ];

    public static IReadOnlyList<string> Greys { get; } = ["#c4ccd4", "#e3e7eb", "#a9b3bd"];

    /// <summary>Of rows of which Quay gives no digest.</summary>
    public static Fill Unknown { get; } = new("#ffffff");

    /// <summary>The digests with colours, in the order in which these were given.</summary>
    public IReadOnlyList<string> Coloured { get; private init; } = [];

    /// <summary>Whether some digests are grey.</summary>
    public bool HasGreys { get; private init; }

    public static Palette Of(IReadOnlyList<Lane> lanes)
    {
        string[][] rows = [.. lanes.Select(lane => lane.Bars.Select(bar => bar.Entry.ManifestDigest).OfType<string>().ToArray())];
        string[] digests =
        [
            .. lanes.SelectMany(lane => lane.Bars.Select(bar => (lane.Tag, bar.Start, Digest: bar.Entry.ManifestDigest)))
                .OrderBy(bar => bar.Start)
                .ThenBy(bar => bar.Tag, StringComparer.Ordinal)
                .Select(bar => bar.Digest)
                .OfType<string>()
                .Distinct(),
        ];
        var count = rows
            .SelectMany(row => row)
            .CountBy(digest => digest)
            .Where(count => count.Value > 1)
            .ToDictionary(StringComparer.Ordinal);
        string[] coloured = digests.Length <= Colours.Count
            ? digests
            : [.. digests.Where(count.ContainsKey).OrderByDescending(digest => count[digest])];
        var palette = new Palette { Coloured = coloured, HasGreys = coloured.Length < digests.Length };
        ILookup<string, string> neighbours = rows.SelectMany(row => row.Zip(row.Skip(1)))
            .SelectMany(pair => new[] { pair, (pair.Second, pair.First) })
            .ToLookup(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);
        palette.Give(
            coloured, [.. Enum.GetValues<Stripe>().SelectMany(stripe => Colours.Select(colour => new Fill(colour, stripe)))], neighbours);
        palette.Give(digests.Except(coloured), [.. Greys.Select(grey => new Fill(grey))], neighbours);
        return palette;
    }

    public Fill Find(string? digest) => digest is null ? Unknown : _fills[digest];

    /// <summary>Each gets the fill that fewest have, but none that is beside it in a lane.</summary>
    private void Give(IEnumerable<string> digests, Fill[] fills, ILookup<string, string> neighbours)
    {
        int[] uses = new int[fills.Length];
        foreach (string digest in digests)
        {
            Fill?[] beside = [.. neighbours[digest].Select(other => _fills.TryGetValue(other, out Fill fill) ? fill : (Fill?)null)];
            int chosen = Enumerable.Range(0, fills.Length).MinBy(i => (beside.Contains(fills[i]), uses[i], i));
            uses[chosen]++;
            _fills.Add(digest, fills[chosen]);
        }
    }
}
