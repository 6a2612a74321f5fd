namespace Quay.Client;

/// <summary>
/// Verifies that Quay accepts a token before the client returns a result that would be incomplete or wrong for an anonymous caller. Quay
/// ignores a token that is expired, revoked or mistyped, and returns 200.
/// </summary>
internal sealed class TokenVerifier(IUserApi api, TimeProvider timeProvider, ClientDiagnostics diagnostics)
{
    // A request with a token costs the server about 0.2 seconds of CPU time, so polling must not double the requests.
    private static readonly TimeSpan TrustedFor = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Verification> _verifications = new(StringComparer.Ordinal);

    // Requests a resource that every accepted token can read, regardless of its scopes, and no anonymous caller can.
    public static async Task<bool> IsAcceptedAsync(IUserApi api, CallToken? token, CancellationToken cancellationToken)
    {
        try
        {
            await api.ListStarredReposAsync(token, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (QuayException fault) when (IsRefusalOfAnonymous(fault))
        {
            return false;
        }
    }

    // Determines whether Quay refused a request because it treated the caller as anonymous.
    public static bool IsRefusalOfAnonymous(QuayException fault) => fault switch
    {
        { StatusCode: HttpStatusCode.BadRequest } => fault.Detail.Says(QuaySentences.NoUser),
        { StatusCode: HttpStatusCode.Unauthorized } => fault.Detail.Says(QuaySentences.NoAnonymousAccess),
        _ => false,
    };

    // Verifies the token of a call whose response was just received. An earlier verification suffices unless the response makes it doubtful
    // that Quay still accepts the token.
    public async Task VerifyAsync(string what, CallToken token, bool isDoubtful, CancellationToken cancellationToken)
    {
        if (token.Value is { } value && !await ResultOf(value, isDoubtful).WaitAsync(cancellationToken).ConfigureAwait(false))
        {
            throw Rejected(what, value);
        }
    }

    // A response showed that Quay accepts the token of its call.
    public void ReportAccepted(CallToken token)
    {
        if (token.Value is { } value)
        {
            diagnostics.TokenAccepted(value);
        }
    }

    // Determines whether Quay accepts the token that the client sends now.
    public async Task<bool> IsAcceptedAsync(CancellationToken cancellationToken)
    {
        var token = new CallToken();
        bool isAccepted = await IsAcceptedAsync(api, token, cancellationToken).ConfigureAwait(false);
        if (token.Value is { } value)
        {
            Report(value, isAccepted);
        }

        return isAccepted;
    }

    // Creates the exception about a token that Quay does not accept, and reports the token.
    public QuayAuthenticationException Rejected(string what, string token, QuayException? refusal = null)
    {
        Report(token, isAccepted: false);
        return new QuayAuthenticationException(
            $"{what}: the token is expired, revoked, mistyped or not an OAuth token. Quay treated the request as anonymous, "
            + "so the result would be incomplete or wrong. Replace the token, or remove it to read only public data.",
            refusal);
    }

    private Task<bool> ResultOf(string token, bool isDoubtful)
    {
        lock (_gate)
        {
            // A verification that began before a doubtful response was received does not show how Quay treated the token then.
            if (!isDoubtful
                && _verifications.TryGetValue(token, out Verification? known)
                && (!known.Result.IsCompleted || IsTrusted(known)))
            {
                return known.Result;
            }

            foreach ((string other, Verification old) in _verifications)
            {
                if (old.Result.IsCompleted && !IsTrusted(old))
                {
                    _verifications.Remove(other);
                }
            }

            Task<bool> result = SharedTask.Run(() => IsAcceptedOrBlockedAsync(token));
            _verifications[token] = new Verification(result, timeProvider.GetTimestamp());
            return result;
        }
    }

    // Determines whether a verification is still valid. A failure or a rejection is not cached, because Quay may accept the token later.
    private bool IsTrusted(Verification known) =>
        known.Result.IsCompletedSuccessfully && known.Result.Result && timeProvider.GetElapsedTime(known.Started) < TrustedFor;

    private async Task<bool> IsAcceptedOrBlockedAsync(string token)
    {
        try
        {
            var fixedToken = new CallToken { Value = token, IsFixed = true };
            bool isAccepted = await IsAcceptedAsync(api, fixedToken, CancellationToken.None).ConfigureAwait(false);
            Report(token, isAccepted);
            return isAccepted;
        }
        catch (QuayException fault) when (IsPermanentRefusal(fault.StatusCode))
        {
            // A proxy in front of Quay blocks this request, which shows nothing about the token.
            return true;
        }
    }

    private void Report(string token, bool isAccepted)
    {
        if (isAccepted)
        {
            diagnostics.TokenAccepted(token);
        }
        else
        {
            diagnostics.TokenRejected(token);
        }
    }

    private static bool IsPermanentRefusal(HttpStatusCode? status) =>
        status is >= HttpStatusCode.MultipleChoices and < HttpStatusCode.InternalServerError
            and not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);

    private sealed record Verification(Task<bool> Result, long Started);
}
