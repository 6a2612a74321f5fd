namespace QuayTags;

/// <summary>How the bars of a digest are filled.</summary>
/// <param name="Colour">The colour, light enough for dark text.</param>
/// <param name="Stripe">Where a light stripe lies over it.</param>
internal readonly record struct Fill(string Colour, Stripe Stripe = Stripe.None);
