namespace QuayTags;

/// <summary>Where a bar has a light stripe along its edge, which tells its digest from another of the same colour.</summary>
internal enum Stripe
{
    None,
    Below,
    Above,
}
