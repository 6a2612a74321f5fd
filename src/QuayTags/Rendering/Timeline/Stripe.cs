namespace QuayTags;

/// <summary>Specifies the position of a light stripe on a bar. It distinguishes digests of the same colour.</summary>
internal enum Stripe
{
    None,
    Below,
    Above,
}
