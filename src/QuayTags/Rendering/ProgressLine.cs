namespace QuayTags;

/// <summary>Shows progress in one line of the terminal, which is cleared at the end.</summary>
internal sealed class ProgressLine(TextWriter writer, bool isTerminal) : IDisposable
{
    private int _width;

    /// <summary>Shows progress until the history is read, and returns the result.</summary>
    public static async Task<T> ReadAsync<T>(Task<T> reading, ToolContext context)
    {
        using var progress = new ProgressLine(context.Error, context.ErrorIsTerminal);
        progress.Show("Reading the history…");
        return await reading;
    }

    public void Show(string text)
    {
        if (isTerminal)
        {
            writer.Write($"\r{text.PadRight(_width)}");
            _width = text.Length;
        }
    }

    /// <summary>Clears the line, so that other lines can be written.</summary>
    public void Clear()
    {
        if (_width > 0)
        {
            writer.Write($"\r{new string(' ', _width)}\r");
            _width = 0;
        }
    }

    public void Dispose() => Clear();
}
