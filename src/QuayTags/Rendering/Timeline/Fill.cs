namespace QuayTags;

/// <summary>Represents how the bars of a digest are filled.</summary>
/// <param name="Colour">The colour, light enough for dark text.</param>
/// <param name="Stripe">The position of a light stripe on the bar.</param>
internal readonly record struct Fill(string Colour, Stripe Stripe = Stripe.None);
