namespace Quay.Client;

/// <summary>The serializer rejects a null in a property that must not be null, but not in a collection.</summary>
internal static class NullItem
{
    public static void Reject<T>(IEnumerable<T?>? items, string name)
        where T : class
    {
        if (items?.Contains(null) == true)
        {
            throw new JsonException($"There is a null in place of {name}.");
        }
    }
}
