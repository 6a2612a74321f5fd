namespace QuayTags;

/// <summary>Keeps the token of a command for a minute, so that a long scan uses a new token before the old one expires.</summary>
internal sealed class RefreshedToken(TokenCommand command, string first, ToolContext context)
{
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _clock = context.ClientOptions.TimeProvider;
    private readonly Lock _gate = new();
    private long _started = context.ClientOptions.TimeProvider.GetTimestamp();
    private Task<string> _token = Task.FromResult(first);

    /// <summary>Gets the token. Concurrent callers share one run of the command.</summary>
    public ValueTask<string?> GetAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_token.IsCompletedSuccessfully && _clock.GetElapsedTime(_started) >= MaxAge)
            {
                string previous = _token.Result;
                _started = _clock.GetTimestamp();
                _token = Task.Run(() => Refresh(previous), context.Stop);
            }

            return _token.IsCompletedSuccessfully ? new(_token.Result) : new(Wait(_token, cancellationToken));
        }
    }

    private static async Task<string?> Wait(Task<string> token, CancellationToken cancellationToken) =>
        await token.WaitAsync(cancellationToken);

    // The previous token can still be valid. If it is not, the client reports that Quay does not accept it.
    private string Refresh(string previous)
    {
        try
        {
            return command.Run(context.Stop);
        }
        catch (IOException fault)
        {
            context.Warn($"{fault.Message} The tool continues with the previous token.");
            return previous;
        }
    }
}
