using System.Globalization;
using Quay.Client;

namespace QuayTags;

/// <summary>Writes a repository as two tables: properties and tags.</summary>
internal static class RepositoryTables
{
    private static readonly Column[] FactColumns = [new("FACT", 0), new("VALUE", 1, MinWidth: 1)];

    private static readonly Column[] TagColumns =
    [
        new("TAG", 0, MinWidth: 10),
        new("MODIFIED (UTC)", 2),
        new("EXPIRES (UTC)", 3),
        new("DIGEST", 1, MinWidth: 8),
        new("SIZE", 4) { IsRightAligned = true },
    ];

    public static void Write(Repository repository, ToolContext context)
    {
        TableWriter.Write(FactColumns, Facts(repository), context, headers: false);
        if (repository.Tags is { Count: > 0 } tags)
        {
            context.Output.WriteLine();
            TableWriter.Write(TagColumns, Tags(tags.Values, context), context);
        }
    }

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

    private static Cell[][] Tags(IEnumerable<RepositoryTag> tags, ToolContext context) =>
    [
        .. tags.OrderByDescending(tag => tag.LastModified).ThenBy(tag => tag.Name, StringComparer.Ordinal).Select(tag => new[]
        {
            Cells.Of(tag.Name),
            Cells.Of(tag.LastModified),
            tag.Expiration is null ? Cells.Of("never") : Cells.Of(tag.Expiration),
            Cells.Digest(tag.ManifestDigest, context),
            Cells.Size(tag.Size),
        }),
    ];

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
