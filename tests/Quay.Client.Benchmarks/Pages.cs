using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Quay.Client.Benchmarks;

/// <summary>A made-up tag history as Quay's answers, page by page.</summary>
internal sealed class Pages
{
    public const int RowsOfAPage = 100;

    private const int Branches = 40;
    private const long NewestStart = 1_795_436_671;

    private readonly byte[][] _answers;

    private Pages(byte[][] answers) => _answers = answers;

    /// <summary>
    /// 10,000 rows in 100 pages, as builds make them: each image gets a tag of its own and moves a few that all builds share. 36% of the
    /// names and 30% of the digests are distinct.
    /// </summary>
    public static Pages Usual { get; } = Make(100, names: 0.36, digests: 0.30);

    /// <summary>The same in which no name and no digest comes twice.</summary>
    public static Pages Distinct { get; } = Make(100, names: 1, digests: 1);

    public int Count => _answers.Length;

    public int Rows => Count * RowsOfAPage;

    /// <summary>The answer to a request, by the <c>page</c> of its query.</summary>
    public byte[] Answer(string query) => _answers[Number(query) - 1];

    /// <summary>One page of such a history.</summary>
    /// <param name="page">Its number, from 1.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="names">Which part of the names is distinct.</param>
    /// <param name="digests">Which part of the digests is distinct.</param>
    public static byte[] Page(int page, int count, double names, double digests)
    {
        var random = new Random(page);
        var json = new StringBuilder("{\"tags\": [");
        for (int row = 0; row < RowsOfAPage; row++)
        {
            int number = ((page - 1) * RowsOfAPage) + row;
            long start = NewestStart - (number * 60L) - random.Next(60);
            bool isNewName = (long)((number + 1) * names) > (long)(number * names);
            string name = isNewName ? $"b{number:D5}-rc" : $"b{random.Next(Branches):D4}-main";
            Append(json, name, (int)(number * digests), start, number % 4 == 0 ? null : start + random.Next(100, 100_000));
            json.Append(row == RowsOfAPage - 1 ? "" : ", ");
        }

        json.Append(CultureInfo.InvariantCulture, $"], \"page\": {page}, \"has_additional\": {(page < count ? "true" : "false")}}}\n");
        return Encoding.UTF8.GetBytes(json.ToString());
    }

    /// <summary>The number of the page that a request asks for.</summary>
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
