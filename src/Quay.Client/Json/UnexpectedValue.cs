namespace Quay.Client;

/// <summary>Describes the value that a converter of the package expected. The converter attaches it to its exception.</summary>
internal sealed record UnexpectedValue(string Kind, string Values)
{
    private const string Key = "Quay.Client.Expected";

    public static JsonException Of(string kind, string values) =>
        new($"Expected {values}.") { Data = { [Key] = new UnexpectedValue(kind, values) } };

    // Returns what was expected; null for an exception that no converter of the package threw.
    public static UnexpectedValue? In(JsonException fault) => fault.Data[Key] as UnexpectedValue;
}
