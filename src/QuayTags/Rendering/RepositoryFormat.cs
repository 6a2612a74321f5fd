using System.Globalization;
using Quay.Client;

namespace QuayTags;

/// <summary>Defines how a repository is written: its properties, and a list of its tags.</summary>
internal static class RepositoryFormat
{
    private static readonly Column[] FactColumns = [new("FACT", 0), new("VALUE", 1, MinWidth: 1)];

    private static readonly Column[] TagColumns =
    [
        Column.OfNames("TAG"),
        new("MODIFIED (UTC)", 2),
        new("EXPIRES (UTC)", 3),
        new("DIGEST", 1, MinWidth: 8),
        new("SIZE", 4) { IsRightAligned = true },
    ];

    private static readonly CsvColumn<RepositoryTag>[] Csv =
    [
        new("name", tag => tag.Name),
        new("last_modified", tag => QuayTags.Csv.Time(tag.LastModified)),
        new("expiration", tag => QuayTags.Csv.Time(tag.Expiration)),
        new("manifest_digest", tag => tag.ManifestDigest),
        new("size", tag => QuayTags.Csv.Number(tag.Size)),
    ];

    public static ListFormat<RepositoryTag> Tags(ToolContext context) => new()
    {
        Columns = TagColumns,
        Cells = tag =>
        [
            Cells.Of(tag.Name),
            Cells.Of(tag.LastModified),
            tag.Expiration is null ? Cells.Of("never") : Cells.Of(tag.Expiration),
            Cells.Digest(tag.ManifestDigest, context),
            Cells.Size(tag.Size),
        ],
        Csv = Csv,
        Json = ToolJson.Default.RepositoryTag,
    };

    /// <summary>Gets the tags, the last modified first.</summary>
    public static IReadOnlyList<RepositoryTag> Sorted(IReadOnlyDictionary<string, RepositoryTag>? tags) =>
        [.. (tags?.Values ?? []).OrderByDescending(tag => tag.LastModified).ThenBy(tag => tag.Name, StringComparer.Ordinal)];

    public static void WriteFacts(Repository repository, ToolContext context) =>
        TableWriter.Write(FactColumns, Facts(repository), context, headers: false);

    private static Cell[][] Facts(Repository repository)
    {
        (string Fact, string? Value)[] facts =
        [
            ("Repository", $"{repository.Namespace}/{repository.Name}"),
            ("Description", repository.Description),
            ("Kind", repository.Kind),
            ("Visibility", repository.IsPublic ? "public" : "private"),
            ("Owner", repository.IsOrganization ? "organization" : "user"),
            ("State", repository.State),
            ("Time machine", repository.TagExpiration is { } window ? Duration(window) : null),
            ("Access", Rights(repository)),
            ("Tags", repository.Tags?.Count.ToString(CultureInfo.InvariantCulture)),
        ];
        return
        [
            .. facts.Where(fact => !string.IsNullOrEmpty(fact.Value)).Select(fact => new[] { Cells.Of(fact.Fact), Cells.Of(fact.Value) }),
        ];
    }

    private static string Rights(Repository repository) => repository switch
    {
        { CanAdmin: true } => "read, write, administer",
        { CanWrite: true } => "read, write",
        _ => "read",
    };

    private static string Duration(TimeSpan window) => window switch
    {
        { Ticks: 0 } => "off",
        { TotalDays: 1 } => "1 day",
        { TotalDays: > 1 } => string.Create(CultureInfo.InvariantCulture, $"{window.TotalDays:0.#} days"),
        _ => window.ToString("c", CultureInfo.InvariantCulture),
    };
}
