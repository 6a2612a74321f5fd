using System.Text.Json;

namespace QuayTags;

/// <summary>Writes the items of a list. JSON and CSV are written at once; a table needs its items for the widths of its columns.</summary>
internal sealed class ListWriter<T>(ListFormat<T> format, OutputKind kind, ToolContext context)
{
    private readonly List<Cell[]> _cells = [];
    private int[]? _widths;
    private bool _hasBegun;

    public OutputKind Kind => kind;

    /// <summary>Gets the number of items, without those that stand for missing data.</summary>
    public int Count { get; private set; }

    /// <summary>Writes the header of CSV. Without a call, it is written with the first item, so that an error has no header.</summary>
    public void Begin()
    {
        if (_hasBegun)
        {
            return;
        }

        _hasBegun = true;
        context.FlushList = Flush;
        if (kind == OutputKind.Csv)
        {
            Csv.WriteLine(context.Output, format.Csv, column => column.Name);
            context.Output.Flush();
        }
    }

    public void Add(T item)
    {
        Begin();
        string? warning = format.Warning(item);
        Count += warning is null ? 1 : 0;
        switch (kind)
        {
            case OutputKind.Json:
                context.Output.WriteLine(JsonSerializer.Serialize(item, format.Json));
                break;
            case OutputKind.Csv:
                Csv.WriteLine(context.Output, format.Csv, column => Field(column.Value(item)));
                break;
            case OutputKind.Text when warning is null:
                _cells.Add(format.Cells(item));
                break;
        }

        if (warning is not null)
        {
            Flush();
            context.Warn(warning);
        }
    }

    /// <summary>Writes what was added. A table continues with the same columns, which can become wider.</summary>
    public void Flush()
    {
        _widths = TableWriter.Write(format.Columns, _cells, context, continued: _widths);
        _cells.Clear();
        context.Output.Flush();
    }

    /// <summary>Writes what was added, and the header of CSV even without items.</summary>
    /// <param name="summary">Sentences for people, such as the number of items. They follow only a table.</param>
    public void Complete(params IEnumerable<string> summary)
    {
        Begin();
        Flush();
        foreach (string line in kind == OutputKind.Text ? summary : [])
        {
            context.Note(line);
        }
    }

    // A file gets each value as it is. A terminal must not get its control characters.
    private string? Field(string? value) => context.OutputIsTerminal && value is not null ? VisibleText.Of(value) : value;
}
