using System.CommandLine;

namespace QuayTags;

/// <summary>Represents the options <c>--json</c> and <c>--csv</c> of a command that shows a list.</summary>
/// <param name="json">What <c>--json</c> writes, such as "one JSON object per entry".</param>
internal sealed class ListOutput(string json)
{
    private readonly Option<bool> _json = SharedSymbols.Json(json);
    private readonly Option<bool> _csv = new("--csv")
    {
        Description = "Write CSV (RFC 4180) with a header. Times are in UTC, and sizes in bytes.",
    };

    public void AddTo(Command command)
    {
        command.Add(_json);
        command.Add(_csv);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_json) && result.GetValue(_csv))
            {
                result.AddError("--json and --csv cannot be combined.");
            }
        });
    }

    public ListWriter<T> Open<T>(ListFormat<T> format, ParseResult parsed, ToolContext context) => new(format, Kind(parsed), context);

    public OutputKind Kind(ParseResult parsed) =>
        parsed.GetValue(_json) ? OutputKind.Json : parsed.GetValue(_csv) ? OutputKind.Csv : OutputKind.Text;
}
