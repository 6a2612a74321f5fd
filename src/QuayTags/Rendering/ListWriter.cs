using System.Text.Json;

namespace QuayTags;

/// <summary>Writes the items of a list. JSON and CSV are written at once; a table needs all items for the widths of its columns.</summary>
internal sealed class ListWriter<T>(ListFormat<T> format, OutputKind kind, ToolContext context)
{
    private readonly List<Cell[]> _table = [];

    public OutputKind Kind => kind;

    public int Count { get; private set; }

    public void Add(T item)
    {
        if (Count++ == 0)
        {
            WriteCsvHeader();
        }

        switch (kind)
        {
            case OutputKind.Json:
                context.Output.WriteLine(JsonSerializer.Serialize(item, format.Json));
                break;
            case OutputKind.Csv:
                context.Output.Write(Csv.Line(format.Csv.Select(column => column.Value(item))));
                break;
            default:
                _table.Add(format.Cells(item));
                break;
        }
    }

    /// <summary>Writes the table, or the header of CSV without items.</summary>
    public void Complete()
    {
        if (Count == 0)
        {
            WriteCsvHeader();
        }

        TableWriter.Write(format.Columns, _table, context);
        context.Output.Flush();
    }

    private void WriteCsvHeader()
    {
        if (kind == OutputKind.Csv)
        {
            context.Output.Write(Csv.Line(format.Csv.Select(column => column.Name)));
        }
    }
}
