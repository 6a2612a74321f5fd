namespace QuayTags.Rendering;

/// <summary>A line on the terminal that is written over again and again, and gone in the end.</summary>
internal sealed class ProgressLine(TextWriter writer, bool isTerminal) : IDisposable
{
    private int _width;

    public void Show(string text)
    {
        if (isTerminal)
        {
            writer.Write($"\r{text.PadRight(_width)}");
            _width = text.Length;
        }
    }

    public void Dispose()
    {
        if (_width > 0)
        {
            writer.Write($"\r{new string(' ', _width)}\r");
        }
    }
}
