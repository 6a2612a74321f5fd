using Quay.Client.History;

namespace QuayTags;

/// <summary>Describes kinds of writes in questions and totals.</summary>
internal static class WriteText
{
    public static WriteKind KindOf(TagPlanAction action) => action switch
    {
        TagPlanAction.Restore => WriteKind.Restore,
        TagPlanAction.Move => WriteKind.Move,
        TagPlanAction.Expire => WriteKind.Expire,
        _ => WriteKind.Delete,
    };

    /// <summary>Gets the question before the writes.</summary>
    /// <param name="kinds">The kind of each write.</param>
    /// <param name="tag">The name of the tag, if there is only one.</param>
    /// <param name="target">The repository or namespace.</param>
    /// <param name="server">The server; null for the sample data.</param>
    public static string Question(IReadOnlyCollection<WriteKind> kinds, string tag, string target, Uri? server)
    {
        string verb = kinds.Distinct().ToArray() switch
        {
            [WriteKind.Create] => "Create",
            [WriteKind.Move] => "Move",
            [WriteKind.Restore] => "Restore",
            [WriteKind.Delete] => "Delete",
            [WriteKind.Expire] => "Change the expiry of",
            _ => "Change",
        };
        return $"{verb} {What(kinds.Count, tag, target, server)}?";
    }

    /// <summary>Gets the tags of a question, such as "3 tags of acme/app on quay.example.com".</summary>
    public static string What(int count, string tag, string target, Uri? server)
    {
        string where = server is null ? "in the sample data" : $"on {server.Authority}{server.AbsolutePath.TrimEnd('/')}";
        return $"{(count == 1 ? $"the tag {tag}" : Counted.Of(count, "tag"))} of {target} {where}";
    }

    /// <summary>Gets the totals of a dry run, such as "2 tags would be deleted, 1 needs no change."</summary>
    public static string Totals(IEnumerable<WriteKind> kinds, params IEnumerable<string> others)
    {
        string[] changes = [.. kinds.GroupBy(kind => kind).OrderBy(kind => kind.Key).Select(kind => Would(kind.Key, kind.Count()))];
        return $"{string.Join(", ", (changes.Length == 0 ? ["0 tags would be changed"] : changes).Concat(others))}.";
    }

    private static string Would(WriteKind kind, int count) => $"{Counted.Of(count, "tag")} would " + kind switch
    {
        WriteKind.Create => "be created",
        WriteKind.Move => "be moved",
        WriteKind.Restore => "be restored",
        WriteKind.Expire => "get another expiry",
        _ => "be deleted",
    };
}
