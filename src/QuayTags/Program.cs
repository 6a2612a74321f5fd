using QuayTags;

using var signals = new StopSignals();
var surroundings = new Surroundings
{
    Output = StandardOutput.Open(),
    Error = Console.Error,
    OutputIsTerminal = !Console.IsOutputRedirected,
    ErrorIsTerminal = !Console.IsErrorRedirected,
    TerminalColumns = Console.IsOutputRedirected ? 0 : Console.WindowWidth,
    Environment = Environment.GetEnvironmentVariable,
};

int exitCode = await QuayTagsApp.RunAsync(args, surroundings, signals.Token);
return exitCode == ExitCode.Interrupted ? signals.ExitCode : exitCode;
