using Spectre.Console;

namespace QuayTags.Rendering;

/// <summary>Tables without lines, for eyes as well as for grep.</summary>
internal static class Tables
{
    // Wider than any row: in a table that is too wide for the terminal, rows that wrap are better than columns that are cut or gone.
    private const int Width = 2000;

    public static Table Create(params TableColumn[] columns) => new Table().NoBorder().AddColumns(columns);

    public static TableColumn Column(string header) =>
        new TableColumn(new Text(header, new Style(decoration: Decoration.Bold))).Padding(0, 0, 2, 0).NoWrap();

    public static IAnsiConsole Console(Surroundings surroundings)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(surroundings.Output),
            Ansi = surroundings.OutputIsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = surroundings.OutputIsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        console.Profile.Width = Width;
        return console;
    }
}
