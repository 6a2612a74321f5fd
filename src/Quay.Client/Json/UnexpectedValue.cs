namespace Quay.Client;

/// <summary>Describes what a converter of the package expected. It is attached to the converter's exception.</summary>
/// <param name="Kind">The kind of JSON value, such as <c>a number</c>.</param>
/// <param name="Values">The allowed values of that kind, such as <c>a time in whole seconds since 1970</c>.</param>
internal sealed record UnexpectedValue(string Kind, string Values)
{
    private const string Key = "Quay.Client.Expected";

    public static JsonException Of(string kind, string values) =>
        new($"Expected {values}.") { Data = { [Key] = new UnexpectedValue(kind, values) } };

    /// <summary>Returns what was expected; null for an exception that no converter of the package threw.</summary>
    public static UnexpectedValue? In(JsonException fault) => fault.Data[Key] as UnexpectedValue;
}
