namespace Quay.Client.Testing;

/// <summary>
/// Marks what may be asked without a token also where <see cref="FakeFeatures.AnonymousAccess"/> is off; it has its own refusals.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AnonymousAllowedAttribute : Attribute;
