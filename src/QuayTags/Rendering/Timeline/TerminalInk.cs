using Spectre.Console;

namespace QuayTags;

/// <summary>Represents how the bars of a digest are drawn in the terminal.</summary>
/// <param name="Letter">The letter that begins each bar; a line for a digest of one entry.</param>
/// <param name="Block">The character that fills the bar.</param>
/// <param name="Colour">The colour of the digest.</param>
internal sealed record TerminalInk(char Letter, char Block, Color Colour)
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const char NoLetter = '│';

    // Without colours, the pattern distinguishes neighbours.
    private const string Patterns = "█▒▓░";

    /// <summary>Gets the number of digests that have a letter.</summary>
    public static int MostLetters => Letters.Length;

    public Style Filled => new(foreground: Colour);

    /// <summary>Gets the style of text on the bar.</summary>
    public Style OnBar => new(Color.FromHex(Theme.OnBar), Colour);

    public static TerminalInk Of(string? digest, Palette palette, bool hasColours)
    {
        var colour = Color.FromHex(palette.Find(digest).Colour);
        int index = digest is null ? -1 : palette.IndexOf(digest);
        return new TerminalInk(
            index >= 0 && index < MostLetters ? Letters[index] : NoLetter,
            hasColours ? '█' : index < 0 ? '░' : Patterns[index % Patterns.Length],
            colour);
    }
}
