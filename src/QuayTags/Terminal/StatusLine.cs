using System.Text;

namespace QuayTags;

/// <summary>Represents a line at the end of the terminal that other output replaces. Several threads can use it.</summary>
/// <param name="terminal">The writer of the terminal.</param>
/// <param name="columns">The width of the terminal in cells.</param>
internal sealed class StatusLine(TextWriter terminal, int columns)
{
    // The terminal shows Ctrl-C as two characters after the line.
    private const int EchoWidth = 2;

    private readonly Lock _gate = new();
    private int _width;
    private bool _isAtLineStart = true;

    /// <summary>Gets whether the tool waits for what the user types.</summary>
    public bool IsReading { get; private set; }

    /// <summary>Shows the text instead of the previous one, unless another line is incomplete, such as a question.</summary>
    public void Draw(string text)
    {
        lock (_gate)
        {
            if (_isAtLineStart)
            {
                // A terminal continues a line that fills it on the next one.
                string fitting = VisibleText.Truncate(text, columns - 1 - EchoWidth);
                int width = VisibleText.Width(fitting);
                terminal.Write($"\r{fitting}{new string(' ', Math.Max(0, _width - width))}\r{fitting}");
                terminal.Flush();
                _width = width;
            }
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            if (_width > 0)
            {
                terminal.Write($"\r{new string(' ', _width + EchoWidth)}\r");
                terminal.Flush();
                _width = 0;
            }
        }
    }

    /// <summary>Gets a writer for the same terminal that clears the line before it writes.</summary>
    public TextWriter Over(TextWriter writer) => new ClearingWriter(this, writer);

    /// <summary>Gets a reader for the same terminal. What the user types ends with a line break.</summary>
    public TextReader Over(TextReader reader) => new TypedReader(this, reader);

    private void Write(TextWriter writer, ReadOnlySpan<char> text)
    {
        if (text.Length > 0)
        {
            lock (_gate)
            {
                Clear();
                writer.Write(text);
                _isAtLineStart = text[^1] == '\n';
            }
        }
    }

    private sealed class TypedReader(StatusLine line, TextReader reader) : TextReader
    {
        public override string? ReadLine()
        {
            line.IsReading = true;
            string? typed = reader.ReadLine();
            lock (line._gate)
            {
                line.IsReading = false;
                line._isAtLineStart |= typed is not null;
            }

            return typed;
        }
    }

    private sealed class ClearingWriter(StatusLine line, TextWriter writer) : TextWriter
    {
        public override Encoding Encoding => writer.Encoding;

        public override void Write(char value) => line.Write(writer, [value]);

        public override void Write(char[] buffer, int index, int count) => line.Write(writer, buffer.AsSpan(index, count));

        public override void Write(ReadOnlySpan<char> buffer) => line.Write(writer, buffer);

        public override void Write(string? value) => line.Write(writer, value);

        public override void WriteLine(string? value) => line.Write(writer, value + Environment.NewLine);

        public override void Flush() => writer.Flush();
    }
}
