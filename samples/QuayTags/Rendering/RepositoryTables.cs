using System.Globalization;
using Quay.Client.Repositories;
using Spectre.Console;

namespace QuayTags.Rendering;

/// <summary>A repository as two tables: what it is, and its tags.</summary>
internal static class RepositoryTables
{
    public static void Write(Repository repository, Surroundings surroundings)
    {
        IAnsiConsole console = Tables.Console(surroundings);
        console.Write(Facts(repository));
        if (repository.Tags is { Count: > 0 } tags)
        {
            console.WriteLine();
            console.Write(Tags(tags.Values));
        }
    }

    private static Table Facts(Repository repository)
    {
        Table table = Tables.Create(Tables.Column("Fact"), Tables.Column("Value")).HideHeaders();
        Add("Repository", $"{repository.Namespace}/{repository.Name}");
        Add("Description", repository.Description);
        Add("Kind", repository.Kind);
        Add("Visibility", repository.IsPublic ? "public" : "private");
        Add("Owner", repository.IsOrganization ? "organization" : "user");
        Add("State", repository.State);
        Add("Time machine", repository.TagExpiration is { } kept ? Duration(kept) : null);
        Add("You may", Rights(repository));
        Add("Tags", repository.Tags?.Count.ToString(CultureInfo.InvariantCulture));
        return table;

        void Add(string fact, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                table.AddRow(Cells.Of(fact), Cells.Of(value));
            }
        }
    }

    private static Table Tags(IEnumerable<RepositoryTag> tags)
    {
        Table table = Tables.Create(
            Tables.Column("TAG"),
            Tables.Column("MODIFIED (UTC)"),
            Tables.Column("EXPIRES (UTC)"),
            Tables.Column("DIGEST"),
            Tables.Column("SIZE").RightAligned());
        foreach (RepositoryTag tag in tags.OrderByDescending(tag => tag.LastModified).ThenBy(tag => tag.Name, StringComparer.Ordinal))
        {
            table.AddRow(
                Cells.Of(tag.Name),
                Cells.Of(tag.LastModified),
                tag.Expiration is null ? Cells.Of("never") : Cells.Of(tag.Expiration),
                Cells.Digest(tag.ManifestDigest),
                Cells.Size(tag.Size));
        }

        return table;
    }

    private static string Rights(Repository repository) => repository switch
    {
        { CanAdmin: true } => "read, write, administer",
        { CanWrite: true } => "read, write",
        _ => "read",
    };

    private static string Duration(TimeSpan kept) => kept switch
    {
        { Ticks: 0 } => "off",
        { TotalDays: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{kept.TotalDays:0.#} days"),
        _ => kept.ToString("c", CultureInfo.InvariantCulture),
    };
}
