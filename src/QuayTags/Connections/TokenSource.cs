using Quay.Client;

namespace QuayTags;

/// <summary>Represents where the token comes from: a text, standard input, or a command.</summary>
internal sealed class TokenSource
{
    private readonly string? _token;
    private readonly string? _command;

    private TokenSource(string name, string? token, string? command) => (Name, _token, _command) = (name, token, command);

    /// <summary>Gets the name for messages, such as <c>QUAY_TOKEN</c>.</summary>
    public string Name { get; }

    public static TokenSource OfText(string name, string token) => new(name, token, command: null);

    public static TokenSource OfInput(string name) => new(name, token: null, command: null);

    public static TokenSource OfCommand(string name, string command) => new(name, token: null, command);

    /// <summary>Sets the token of the client, and reads it first if it is not a text.</summary>
    /// <exception cref="UsageException">The standard input has no token.</exception>
    /// <exception cref="IOException">The command failed, or printed no token.</exception>
    public void ApplyTo(QuayClientOptions options, ToolContext context)
    {
        if (_command is null)
        {
            options.Token = _token ?? ReadInput(context);
            return;
        }

        var command = new TokenCommand(Name, _command);
        var token = new RefreshedToken(command, command.Run(context.Stop), context);
        options.TokenProvider = token.GetAsync;
    }

    private string ReadInput(ToolContext context)
    {
        if (context.InputIsTerminal)
        {
            throw new UsageException(
                $"{Name} reads the token from standard input, which is a terminal. Redirect it: quaytags … {Name} < token.txt");
        }

        string? line = context.Input.ReadLine()?.Trim();
        return line is { Length: > 0 } ? line : throw new UsageException($"{Name}: the first line of standard input is empty.");
    }
}
