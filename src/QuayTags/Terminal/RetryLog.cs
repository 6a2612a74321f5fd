using Microsoft.Extensions.Logging;

namespace QuayTags;

/// <summary>Writes what the client logs about retries, waits and verified writes, for <c>--verbose</c>.</summary>
internal sealed class RetryLog(ToolContext context) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    // The client logs each request at a lower level. RequestHandler writes them.
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            context.Trace(formatter(state, exception));
        }
    }
}
