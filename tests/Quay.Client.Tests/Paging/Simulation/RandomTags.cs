using System.Globalization;

namespace Quay.Client.Tests.Paging.Simulation;

/// <summary>Draws the list, the names of its tags and their manifests.</summary>
internal sealed class RandomTags
{
    private const int MaxUnlike = 250;

    // If more entries than a page has look the same, no client can recognize one of them.
    private const int MaxAlike = 30;

    private const string Latest = "latest";
    private const string Candidate = "rc";

    private static readonly string[] Digests = [.. Enumerable.Range(0, 64).Select(i => $"sha256:{i * 7919:x62}{i:x2}")];

    private readonly Random _random;
    private readonly int _names;
    private readonly int _digests;
    private int _added;

    public RandomTags(Random random, int size)
    {
        _random = random;
        Filter = random.Next(10) switch
        {
            < 4 => new ListFilter(),
            4 => new ListFilter(SpecificTag: Latest),
            5 => new ListFilter(NameFilter: TagNameFilter.Eq(Latest)),
            6 => new ListFilter(NameFilter: TagNameFilter.Like(Candidate)),
            7 => new ListFilter(NameFilter: TagNameFilter.Like(Candidate), OnlyActiveTags: true),
            _ => new ListFilter(OnlyActiveTags: true),
        };
        _names = Filter.OnlyActiveTags ? Math.Max(size, 1) : new[] { 1, 5, 30, (size / 3) + 1, size + 1 }[random.Next(5)];
        _digests = new[] { 1, 2, 5, Digests.Length }[random.Next(4)];
    }

    public ListFilter Filter { get; }

    private bool IsOfOneTag => Filter.SpecificTag is not null || Filter.NameFilter?.Operation == "eq";

    /// <summary>Gets how many pushes of new tags one second can have.</summary>
    public int MaxNewInOneSecond => IsOfOneTag ? MaxAlike : MaxUnlike;

    /// <summary>Gets how many pushes of any tags one second can have.</summary>
    public int MaxInOneSecond => _names <= MaxAlike ? MaxAlike : MaxNewInOneSecond;

    /// <summary>Returns the name for a push before the first request. A list of active tags has one entry for each name.</summary>
    public string FirstName(int pushed) => Filter.OnlyActiveTags ? Name("tag", pushed % _names) : AnyName();

    public string NewName() => Name("new", _added++);

    public string AnyName() => Name("tag", _random.Next(_names));

    public string AnyDigest() => Digests[_random.Next(_digests)];

    // Some tags do not match the filter.
    private string Name(string kind, int number)
    {
        bool matches = _random.Next(8) > 0;
        string name = string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}");
        return IsOfOneTag && matches ? Latest : Filter.NameFilter is not null && matches ? $"{name}-{Candidate}" : name;
    }
}
