namespace Quay.Client.Testing;

/// <summary>
/// Marks an endpoint that can be called without a token even if <see cref="FakeFeatures.AnonymousAccess"/> is off. The endpoint itself
/// checks permissions.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AnonymousAllowedAttribute : Attribute;
