namespace QuayTags;

/// <summary>Represents the ticks of the time axis, at whole hours, days, weeks, months or years in UTC.</summary>
/// <param name="Ticks">The ticks.</param>
/// <param name="Headings">The headings, such as the month above days, and where each begins.</param>
internal sealed record TimeAxis(IReadOnlyList<Tick> Ticks, IReadOnlyList<Tick> Headings)
{
    /// <param name="scale">The scale of the picture.</param>
    /// <param name="character">The width of a character of a label.</param>
    /// <param name="between">The minimum distance between two labels.</param>
    public static TimeAxis Of(TimeScale scale, double character, double between = 12)
    {
        double timeOfWidth = scale.Range.Length.Ticks / (scale.Right - scale.Left);
        TickStep step = TickStep.All.FirstOrDefault(step => step.Length.Ticks >= ((step.LabelLength * character) + between) * timeOfWidth)
            ?? TickStep.All[^1];
        (DateTime from, DateTime to) = (scale.Range.From.UtcDateTime, scale.Range.To.UtcDateTime);
        List<Tick> ticks = [];
        List<Tick> headings = [new(scale.Range.From, step.HeadingOf(from))];
        for (DateTime? next = step.Floor(from); next is { } tick && tick <= to; next = step.After(tick))
        {
            if (tick >= from)
            {
                var at = new DateTimeOffset(tick, TimeSpan.Zero);
                ticks.Add(new Tick(at, step.LabelOf(tick)));
                if (step.HeadingOf(tick) is var heading && heading != headings[^1].Label)
                {
                    headings.Add(new Tick(at, heading));
                }
            }
        }

        return new TimeAxis(ticks, headings);
    }
}
