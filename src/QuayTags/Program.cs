using QuayTags;

using var signals = new StopSignals();
var context = new ToolContext
{
    Output = StandardOutput.Open(),
    Error = Console.Error,
    Input = Console.In,
    InputIsTerminal = !Console.IsInputRedirected,
    DiscardTypedKeys = DiscardTypedKeys,
    OutputIsTerminal = !Console.IsOutputRedirected,
    ErrorIsTerminal = !Console.IsErrorRedirected,
    TerminalColumns = Console.IsOutputRedirected ? 0 : Console.WindowWidth,
    ConfigurationFolder = ProfileFile.DefaultFolder,
    GetEnvironmentVariable = Environment.GetEnvironmentVariable,
};

int exitCode = await QuayTagsApp.RunAsync(args, context, signals.Token);
return exitCode == ExitCode.Interrupted ? signals.ExitCode : exitCode;

static void DiscardTypedKeys()
{
    while (!Console.IsInputRedirected && Console.KeyAvailable)
    {
        Console.ReadKey(intercept: true);
    }
}
