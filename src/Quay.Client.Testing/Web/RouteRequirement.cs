namespace Quay.Client.Testing;

/// <summary>What a server needs to have a route.</summary>
/// <param name="Feature">The name of the feature, one of <see cref="FakeFeatures"/>; empty when only the version counts.</param>
/// <param name="IsOn">Whether it is switched on.</param>
/// <param name="SinceMinor">The minor version that brought it; null when every version has it.</param>
internal sealed record RouteRequirement(string Feature, Func<FakeFeatures, bool> IsOn, int? SinceMinor = null)
{
    public bool IsMetBy(FakeRegistry server) => IsOn(server.Features) && (SinceMinor is not { } minor || server.IsAtLeast(minor));

    public override string ToString() => Feature is ""
        ? $"a ServerVersion of 3.{SinceMinor} or newer"
        : $"Features.{Feature}" + (SinceMinor is { } minor ? $", since 3.{minor}" : "");
}
