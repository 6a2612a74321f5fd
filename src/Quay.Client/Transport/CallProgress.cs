namespace Quay.Client;

/// <summary>Records the attempts of one call, and how long it waited for the rate limit.</summary>
internal sealed class CallProgress(HttpRequestMessage request, QuayClientOptions options)
{
    // The request option with this object, if the request waits for a TokenProvider. Absent for others, to save an allocation.
    private static readonly HttpRequestOptionsKey<CallProgress> Key = new("Quay.Client.CallProgress");

    private readonly long _started = options.TimeProvider.GetTimestamp();
    private TimeSpan _waited;
    private long _waitStarted;
    private bool _isWaiting;

    public HttpRequestMessage Request => request;

    public Uri? Address { get; } = request.RequestUri;

    // Gets how many requests were sent.
    public int Sent { get; private set; }

    // Gets how many requests were sent without those that got 429: they do not use up the retries.
    public int Attempts { get; private set; }

    // Gets whether the last attempt was sent. It is not if its token did not arrive.
    public bool IsSent { get; private set; }

    // Gets or sets how the previous attempt failed; null for the first.
    public string? LastFailure { get; set; }

    // Gets whether a request was sent that the server has not refused with 429. A write may then have been applied.
    public bool HasUnrefused { get; private set; }

    public bool IsRead => request.Method == HttpMethod.Get;

    public TimeSpan RemainingTime => options.Timeout - options.TimeProvider.GetElapsedTime(_started);

    // Records that a request has its token, and is sent now.
    public static void MarkSent(HttpRequestMessage request)
    {
        if (request.Options.TryGetValue(Key, out CallProgress? call))
        {
            (call.IsSent, call.HasUnrefused) = (true, true);
        }
    }

    public void BeginWait() => (_isWaiting, _waitStarted) = (true, options.TimeProvider.GetTimestamp());

    public void EndWait()
    {
        if (_isWaiting)
        {
            _waited += options.TimeProvider.GetElapsedTime(_waitStarted);
            _isWaiting = false;
        }
    }

    public void BeginAttempt(bool isAfterRefusal)
    {
        Sent++;
        IsSent = options.TokenProvider is null;
        if (IsSent)
        {
            HasUnrefused = true;
        }
        else
        {
            request.Options.Set(Key, this);
        }

        if (!isAfterRefusal)
        {
            Attempts++;
        }

        // A handler of the host may send the same request again, as a separate call.
        if (Attempts > 1 || request.Options.TryGetValue(RequestFailure.AttemptsKey, out _))
        {
            request.Options.Set(RequestFailure.AttemptsKey, Attempts);
        }

        if (Sent > 1 || request.Options.TryGetValue(AttemptSpan.ResendCountKey, out _))
        {
            request.Options.Set(AttemptSpan.ResendCountKey, Sent - 1);
        }

        // A handler below that follows redirects may have changed the address.
        request.RequestUri = Address;
        if (!IsRead)
        {
            // If the connection closes before the response, the network handler itself would resend a request without a body.
            request.Content ??= new ByteArrayContent([]);
        }
    }

    public void EndRefusedAttempt()
    {
        HasUnrefused = false;
        LastFailure = "returned 429";
    }

    // Describes what the time of a call was spent on.
    public string Describe()
    {
        EndWait();
        string previous = LastFailure is null ? "" : $"; the previous one {LastFailure}";
        return _waited == TimeSpan.Zero ? $"at attempt {Sent}{previous}" : string.Create(
            CultureInfo.InvariantCulture,
            $"after it waited {_waited.TotalSeconds:0.#} seconds for the rate limit and sent {Counted.Of(Sent, "request")}{previous}");
    }
}
