namespace Quay.Client.Testing;

/// <summary>Represents the feature or version that a server needs to have a route.</summary>
/// <param name="Feature">The name of the property of <see cref="FakeFeatures"/>; empty if only the version matters.</param>
/// <param name="IsOn">Determines whether the feature is enabled.</param>
/// <param name="SinceMinor">The minor version that added the route; null if every version has it.</param>
internal sealed record RouteRequirement(string Feature, Func<FakeFeatures, bool> IsOn, int? SinceMinor = null)
{
    public bool IsMetBy(FakeRegistry server) => IsOn(server.Features) && (SinceMinor is not { } minor || server.IsAtLeast(minor));

    public override string ToString() => Feature is ""
        ? $"a ServerVersion of 3.{SinceMinor} or newer"
        : $"Features.{Feature}" + (SinceMinor is { } minor ? $" and a ServerVersion of 3.{minor} or newer" : "");
}
