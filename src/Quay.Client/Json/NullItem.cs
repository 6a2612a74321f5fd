namespace Quay.Client;

/// <summary>Rejects nulls in collections. The serializer rejects them only in properties that must not be null.</summary>
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
