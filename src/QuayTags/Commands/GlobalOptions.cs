using System.CommandLine;
using System.CommandLine.Parsing;

namespace QuayTags;

/// <summary>Provides the options of all commands.</summary>
internal sealed class GlobalOptions
{
    private readonly Option<bool> _quiet = new("--quiet", "-q")
    {
        Description = "Omit remarks, such as counts and hints, and the progress. Warnings and errors are still written.",
        Recursive = true,
    };

    private readonly Option<bool> _verbose = new("--verbose", "-v")
    {
        Description = "Write each request to standard error: method, path, status and duration.",
        Recursive = true,
    };

    private readonly Option<ColorMode> _color = new("--color")
    {
        Description = "When the output has colours: auto (on a terminal, unless NO_COLOR is set), always or never.",
        HelpName = "auto|always|never",
        CustomParser = ColorModeOf,
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

    private static ColorMode ColorModeOf(ArgumentResult result)
    {
        switch (result.Tokens[0].Value)
        {
            case "auto":
                return ColorMode.Auto;
            case "always":
                return ColorMode.Always;
            case "never":
                return ColorMode.Never;
            case var other:
                result.AddError($"--color: '{other}' is not auto, always or never.");
                return default;
        }
    }
}
