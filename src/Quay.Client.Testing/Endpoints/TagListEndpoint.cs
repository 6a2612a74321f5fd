using System.Numerics;
using System.Text.Json.Nodes;

namespace Quay.Client.Testing;

/// <summary>Handles <c>…/tag/</c>, the tag history. A page is an offset into the list at the time of the request.</summary>
internal static class TagListEndpoint
{
    public static FakeResponse Get(Call call)
    {
        call.RequireRole(FakeRole.Read);
        BigInteger page = call.Query.Integer("page", 1, "Page index for the results. Default 1.");
        BigInteger limit = call.Query.Integer("limit", 50, "Limit to the number of results to return per page. Max 100.");
        FakeRepository repository = call.RequireRepository();
        page = BigInteger.Max(1, page);
        int size = (int)BigInteger.Min(100, BigInteger.Max(1, limit));
        Func<FakeTagEntry, bool>? filter = Filter(call);
        BigInteger offset = size * (page - 1);
        if (offset > long.MaxValue)
        {
            throw Call.Crash();
        }

        string? name = call.Query.Text("specificTag") is { Length: > 0 } specific ? specific : null;
        TagTable table = repository.History.Table;
        List<FakeTagEntry> entries =
        [
            .. name is null && filter is null
                ? table.At((long)offset, size + 1)
                : (name is null ? table.NewestFirst() : table.Of(name))
                    .Where(entry => filter?.Invoke(entry) ?? true)
                    .Skip((int)BigInteger.Min(offset, int.MaxValue))
                    .Take(size + 1),
        ];
        return Responses.Json(new JsonObject
        {
            ["tags"] = new JsonArray([.. entries.Take(size).Select(entry => TagEntryJson.Of(entry, repository, call.Registry))]),
            ["page"] = (ulong)page,
            ["has_additional"] = entries.Count > size,
        });
    }

    /// <summary>Returns the filter of the query, except <c>specificTag</c>; null if there is none.</summary>
    private static Func<FakeTagEntry, bool>? Filter(Call call)
    {
        Func<FakeTagEntry, bool>? filter = null;
        if (call.Registry.IsAtLeast(9) && call.Query.Text("filter_tag_name") is { Length: > 0 } text)
        {
            // Quay ignores a filter with an unknown operation.
            filter = text.Split(':', 2) switch
            {
                ["like", var part] => entry => entry.Name.Contains(part, StringComparison.OrdinalIgnoreCase),
                ["eq", var whole] => entry => entry.Name == whole,
                [_, _] => null,
                _ => throw Call.Message(
                    400, "Unsupported syntax for filter_tag_name. Expected <operation>:<tag_name> where <operation>can be 'like' or 'eq'."),
            };
        }

        if (!call.Query.Flag("onlyActiveTags"))
        {
            return filter;
        }

        long now = call.Registry.Clock.NowMs;
        return filter is { } other ? entry => entry.IsAliveAt(now) && other(entry) : entry => entry.IsAliveAt(now);
    }
}
