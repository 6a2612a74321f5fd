namespace Quay.Client;

internal sealed class ImmutabilityPolicyOperations(
    IPolicyApi<ImmutabilityPolicy> api, IRepositoryApi repositories, IUserApi users, LostWriteRecovery writes, FeatureCheck features)
    : PolicyOperations<ImmutabilityPolicy>(api, repositories, users, writes, features)
{
    private const int MaxPatternLength = 256;

    protected override string Name => "immutability";

    protected override string Kind => "immutabilitypolicy";

    protected override OptionalFeature Feature => OptionalFeature.ImmutableTags;

    protected override string PathOf(PolicyScope scope) => scope == PolicyScope.CurrentUser
        ? throw new ArgumentException(
            "Quay supports immutability policies for repositories and organizations, not for the current user.", nameof(scope))
        : base.PathOf(scope);

    protected override ImmutabilityPolicy ToSend(ImmutabilityPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.TagPattern?.Trim().Length is > 0 and <= MaxPatternLength
            ? policy with { Uuid = null }
            : throw new ArgumentException(
                $"The pattern of an immutability policy must have 1 to {MaxPatternLength} characters and must not be blank.",
                nameof(policy));
    }
}
