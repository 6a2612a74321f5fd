using Spectre.Console;

namespace QuayTags.Rendering;

/// <summary>Tables without lines, for eyes as well as for grep.</summary>
internal static class Tables
{
    // Wider than any row, so that nothing is cut or wrapped in a file or a pipe.
    private const int WidthWithoutTerminal = 2000;

    public static Table Create(params TableColumn[] columns) => new Table().NoBorder().AddColumns(columns);

    public static TableColumn Column(string header) => Flexible(header).NoWrap();

    /// <summary>A column that gives way when the terminal is too narrow.</summary>
    public static TableColumn Flexible(string header) =>
        new TableColumn(new Text(header, new Style(decoration: Decoration.Bold)) { Overflow = Overflow.Ellipsis }).Padding(0, 0, 2, 0);

    public static IAnsiConsole Console(Surroundings surroundings)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(surroundings.Output),
            Ansi = surroundings.OutputIsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = surroundings.OutputIsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        if (!surroundings.OutputIsTerminal)
        {
            console.Profile.Width = WidthWithoutTerminal;
        }

        return console;
    }
}
