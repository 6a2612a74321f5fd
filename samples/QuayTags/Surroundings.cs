using Quay.Client;

namespace QuayTags;

/// <summary>What the program has from the process that it runs in; tests give it others.</summary>
internal sealed record Surroundings
{
    /// <summary>Takes the data, and nothing else.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Takes the rest: errors, notes and progress.</summary>
    public required TextWriter Error { get; init; }

    public bool OutputIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    /// <summary>Gives the value of an environment variable, or null.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>The options of the client but for its endpoint and token, which the user gives.</summary>
    public QuayClientOptions ClientOptions { get; init; } = new();
}
