using System.CommandLine;

namespace QuayTags;

/// <summary>Provides the options of all commands.</summary>
internal sealed class GlobalOptions
{
    private readonly Option<bool> _quiet = new("--quiet", "-q")
    {
        Description = "Write only the data, and on the error output, only warnings and errors.",
        Recursive = true,
    };

    private readonly Option<bool> _verbose = new("--verbose", "-v")
    {
        Description = "Write each request to the error output: method, path, status and duration.",
        Recursive = true,
    };

    private readonly Option<ColorMode> _color = new("--color")
    {
        Description = "When the output has colours: auto (on a terminal, unless NO_COLOR is set), always or never.",
        HelpName = "auto|always|never",
        CustomParser = ArgumentParser.Color,
        Recursive = true,
    };

    private readonly Option<bool> _wide = SharedSymbols.Wide();

    public GlobalOptions()
    {
        // Otherwise, the completion proposes the names of the enumeration.
        _color.CompletionSources.Clear();
        _color.CompletionSources.Add("auto", "always", "never");
    }

    public void AddTo(Command root)
    {
        foreach (Option option in new Option[] { _quiet, _wide, _color, _verbose })
        {
            root.Add(option);
        }
    }

    public void Apply(ParseResult parsed, ToolContext context)
    {
        context.IsQuiet = parsed.GetValue(_quiet);
        context.IsVerbose = parsed.GetValue(_verbose);
        context.IsWide = parsed.GetValue(_wide);
        context.ColorMode = parsed.GetValue(_color);
        if (context.IsVerbose)
        {
            context.ClientOptions.LoggerFactory = new RetryLog(context);
        }
    }
}
