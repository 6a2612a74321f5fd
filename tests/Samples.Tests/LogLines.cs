using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Samples.Tests;

/// <summary>Passes on what the worker and its host log, without the lines of HttpClient.</summary>
internal sealed class LogLines(ChannelWriter<string> lines) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith(nameof(TagWatcher), StringComparison.Ordinal)
        || categoryName.StartsWith("Microsoft.Extensions.Hosting", StringComparison.Ordinal)
            ? this
            : NullLogger.Instance;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            lines.TryWrite($"{logLevel} {formatter(state, exception)}");
        }
    }

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose()
    {
    }
}
