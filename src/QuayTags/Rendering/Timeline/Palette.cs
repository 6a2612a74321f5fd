namespace QuayTags;

/// <summary>
/// Assigns a fill to each digest. If there are more digests than colours, only digests of several entries get colours: plain ones, then
/// striped ones. Digests of one entry are grey.
/// </summary>
internal sealed class Palette
{
    private readonly Dictionary<string, Fill> _fills = new(StringComparer.Ordinal);
    private Dictionary<string, int> _indexes = [];

    private Palette()
    {
    }

    // Each colour is as different from the earlier ones as possible (in OKLab). The contrast to Theme.Text is at least 6.
    public static IReadOnlyList<string> Colours { get; } =
    [
        "#81a9fd", "#b3f39d", "#ed905e", "#f9c1fd", "#81be6b", "#5bf8fd", "#ffb6a2",
        "#b2c3f3", "#4bd9b7", "#cfc154", "#fed990", "#ff99c3", "#25bce5", "#bf94ec",
    ];

    public static IReadOnlyList<string> Greys { get; } = ["#c4ccd4", "#e3e7eb", "#a9b3bd"];

    /// <summary>Gets the fill of entries without a digest.</summary>
    public static Fill Unknown { get; } = new("#ffffff");

    /// <summary>Gets the digests that have colours, in the order of the colours.</summary>
    public IReadOnlyList<string> Coloured { get; private init; } = [];

    /// <summary>Gets whether some digests are grey.</summary>
    public bool HasGreys { get; private init; }

    public static Palette Of(IReadOnlyList<Lane> lanes)
    {
        string[][] digestsByLane = [.. lanes.Select(lane => lane.Bars.Select(bar => bar.Entry.ManifestDigest).OfType<string>().ToArray())];
        string[] digests =
        [
            .. lanes.SelectMany(lane => lane.Bars.Select(bar => (lane.Tag, bar.Start, Digest: bar.Entry.ManifestDigest)))
                .OrderBy(bar => bar.Start)
                .ThenBy(bar => bar.Tag, StringComparer.Ordinal)
                .Select(bar => bar.Digest)
                .OfType<string>()
                .Distinct(),
        ];
        var count = digestsByLane
            .SelectMany(lane => lane)
            .CountBy(digest => digest)
            .Where(count => count.Value > 1)
            .ToDictionary(StringComparer.Ordinal);
        string[] coloured = digests.Length <= Colours.Count
            ? digests
            : [.. digests.Where(count.ContainsKey).OrderByDescending(digest => count[digest])];
        var palette = new Palette { Coloured = coloured, HasGreys = coloured.Length < digests.Length };
        palette._indexes = coloured.Index().ToDictionary(digest => digest.Item, digest => digest.Index, StringComparer.Ordinal);
        ILookup<string, string> neighbours = digestsByLane
            .SelectMany(lane => lane.Zip(lane.Skip(1)))
            .SelectMany(pair => new[] { pair, (pair.Second, pair.First) })
            .ToLookup(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);
        palette.Assign(
            coloured, [.. Enum.GetValues<Stripe>().SelectMany(stripe => Colours.Select(colour => new Fill(colour, stripe)))], neighbours);
        palette.Assign(digests.Except(coloured), [.. Greys.Select(grey => new Fill(grey))], neighbours);
        return palette;
    }

    public Fill Find(string? digest) => digest is null ? Unknown : _fills[digest];

    /// <summary>Gets the position of a digest among the coloured ones; -1 if it is grey.</summary>
    public int IndexOf(string digest) => _indexes.GetValueOrDefault(digest, -1);

    /// <summary>Gets the fill of a digest; the fill of entries without a digest if no bar has it.</summary>
    public Fill TryFind(string digest) => _fills.GetValueOrDefault(digest, Unknown);

    /// <summary>Assigns to each digest the least used fill that no neighbour in a lane has.</summary>
    private void Assign(IEnumerable<string> digests, Fill[] fills, ILookup<string, string> neighbours)
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
