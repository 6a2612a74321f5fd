namespace QuayTags;

/// <summary>Writes the lines of a dry run, and those before a question.</summary>
internal static class DryRunText
{
    public const string Heading = "Dry run: nothing is sent.";

    /// <summary>Writes a line. A line that the user confirms is wrapped in a narrow terminal; others are shortened.</summary>
    public static void Write(string line, string name, bool isWhole, ToolContext context)
    {
        if (!isWhole)
        {
            context.WriteLine(line, name);
            return;
        }

        foreach (string part in TextWrap.Lines(VisibleText.Of(line), context.Columns ?? int.MaxValue, hanging: "    "))
        {
            context.Output.WriteLine(part);
        }
    }
}
