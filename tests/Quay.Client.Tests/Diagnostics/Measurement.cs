namespace Quay.Client.Tests.Diagnostics;

/// <summary>Represents one value that a client recorded, with its attributes.</summary>
internal sealed record Measurement(string Instrument, double Value, IReadOnlyDictionary<string, object?> Tags)
{
    public string? Tag(string key) => Tags.TryGetValue(key, out object? value) ? value?.ToString() : null;
}
