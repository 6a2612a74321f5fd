using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Quay.Client.Benchmarks;

/// <summary>Provides the pages of a generated tag history, as Quay returns them.</summary>
internal sealed class Pages
{
    public const int PageSize = 100;

    private const int Branches = 40;
    private const long NewestStart = 1_795_436_671;

    private readonly byte[][] _responses;

    private Pages(byte[][] responses) => _responses = responses;

    /// <summary>
    /// Gets 10,000 entries in 100 pages, as builds create them: each image gets a new tag and moves some shared tags. 36% of the names and
    /// 30% of the digests are distinct.
    /// </summary>
    public static Pages Usual { get; } = Make(100, names: 0.36, digests: 0.30);

    /// <summary>Gets the same without a repeated name or digest.</summary>
    public static Pages Distinct { get; } = Make(100, names: 1, digests: 1);

    public int Count => _responses.Length;

    public int EntryCount => Count * PageSize;

    /// <summary>Gets the response to a request with a query.</summary>
    public byte[] ResponseTo(string query) => _responses[Number(query) - 1];

    /// <summary>Creates one page of such a history.</summary>
    /// <param name="page">The page number, from 1.</param>
    /// <param name="count">The number of pages.</param>
    /// <param name="names">The fraction of distinct names.</param>
    /// <param name="digests">The fraction of distinct digests.</param>
    public static byte[] Page(int page, int count, double names, double digests)
    {
        var random = new Random(page);
        var json = new StringBuilder("{\"tags\": [");
        for (int entry = 0; entry < PageSize; entry++)
        {
            int number = ((page - 1) * PageSize) + entry;
            long start = NewestStart - (number * 60L) - random.Next(60);
            bool isNewName = (long)((number + 1) * names) > (long)(number * names);
            string name = isNewName ? $"b{number:D5}-rc" : $"b{random.Next(Branches):D4}-main";
            Append(json, name, (int)(number * digests), start, number % 4 == 0 ? null : start + random.Next(100, 100_000));
            json.Append(entry == PageSize - 1 ? "" : ", ");
        }

        json.Append(CultureInfo.InvariantCulture, $"], \"page\": {page}, \"has_additional\": {(page < count ? "true" : "false")}}}\n");
        return Encoding.UTF8.GetBytes(json.ToString());
    }

    /// <summary>Gets the page number of a query.</summary>
    public static int Number(string query)
    {
        int at = query.IndexOf("page=", StringComparison.Ordinal);
        return at < 0 ? 1 : int.Parse(query.AsSpan(at + 5).ToString().Split('&')[0], CultureInfo.InvariantCulture);
    }

    private static Pages Make(int count, double names, double digests) =>
        new([.. Enumerable.Range(1, count).Select(page => Page(page, count, names, digests))]);

    private static void Append(StringBuilder json, string name, int digest, long start, long? end)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(digest)));
        json.Append(
            CultureInfo.InvariantCulture,
            $"{{\"name\": \"{name}\", \"reversion\": false, \"start_ts\": {start}, ");
        json.Append(end is null ? "" : string.Create(CultureInfo.InvariantCulture, $"\"end_ts\": {end}, "));
        json.Append(
            CultureInfo.InvariantCulture,
            $"\"manifest_digest\": \"sha256:{hash}\", \"is_manifest_list\": false, \"size\": "
            + $"{1000 + (digest % 5000)}, \"last_modified\": \"{Date(start)}\"");
        json.Append(end is { } second ? $", \"expiration\": \"{Date(second)}\"}}" : "}");
    }

    private static string Date(long seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("ddd, dd MMM yyyy HH:mm:ss '-0000'", CultureInfo.InvariantCulture);
}
