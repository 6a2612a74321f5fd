namespace Quay.Client;

/// <content>Single requests, and what Quay's answers to them mean.</content>
internal sealed partial class RepositoryOperations
{
    private async Task<bool> SendNewAsync(string what, NewRepository wanted, bool isRepeat, CancellationToken cancellationToken)
    {
        try
        {
            CreatedRepository made = await api.CreateRepoAsync(wanted, cancellationToken).ConfigureAwait(false);
            return made.Namespace == wanted.Namespace && made.Name == wanted.Repository
                ? true
                : throw new QuayResponseException($"{what}: the answer is about {Quoted.Text($"{made.Namespace}/{made.Name}")}.");
        }
        catch (QuayPermissionException fault) when (fault.ErrorType is not null)
        {
            // Quay does not distinguish a missing namespace from one without access.
            throw new QuayPermissionException(
                $"{what}: the response was 403. The namespace {Quoted.Text(wanted.Namespace)} does not exist, or the token's user or its scope (repo:create) does not "
                + "allow creating repositories in it.",
                fault)
            {
                ResponseOf = fault,
            };
        }
        catch (QuayException fault) when (
            fault.StatusCode == HttpStatusCode.BadRequest && fault.Detail.Says(QuaySentences.AlreadyExists))
        {
            if (isRepeat)
            {
                throw new QuayOutcomeUnknownException(
                    $"{what}: the answer was lost, there was none then, and to the next request Quay answered that it exists: made by the first one after all, "
                    + "or by somebody else.",
                    fault);
            }

            throw new QuayConflictException($"{what}: the answer was 400: \"{fault.Detail}\". Use the one that is there, or choose another name.")
            {
                ResponseOf = fault,
            };
        }
    }

    private async Task<bool> SendVisibilityAsync(string path, NewVisibility wanted, CancellationToken cancellationToken)
    {
        try
        {
            return Confirm(await api.ChangeRepoVisibilityAsync(path, wanted, cancellationToken).ConfigureAwait(false), $"The visibility of {path}");
        }
        catch (QuayResponseException fault) when (fault.ResponseBody?.Trim() == "null")
        {
            // A proxy can also send null for a change that was applied.
            if (!await IsKnownToBeMissingAsync(path, cancellationToken).ConfigureAwait(false))
            {
                throw;
            }

            throw new QuayNotFoundException(
                $"Making {path} {wanted.Visibility}: Quay answered 200 and null, as it does when there is no such repository. Check the name.")
            {
                ResponseOf = fault,
            };
        }
    }

    private async Task<bool> SendStateAsync(string path, NewState wanted, CancellationToken cancellationToken)
    {
        try
        {
            return Confirm(await api.ChangeRepoStateAsync(path, wanted, cancellationToken).ConfigureAwait(false), $"The state of {path}");
        }
        catch (QuayException fault) when (fault is not QuayAuthenticationException)
        {
            if (await IsFeatureOffAsync(path, fault, cancellationToken).ConfigureAwait(false))
            {
                throw OptionalFeature.RepositoryMirror.Lacking($"Changing the state of {path} to {wanted.State}: the server does not offer it.", fault);
            }

            throw;
        }
    }

    /// <summary>
    /// Whether a refusal came from elsewhere: without the feature the path is that of a repository named "…/changestate", whose description is to be changed.
    /// </summary>
    private async Task<bool> IsFeatureOffAsync(string path, QuayException fault, CancellationToken cancellationToken)
    {
        switch (fault.StatusCode)
        {
            case HttpStatusCode.BadRequest:
                return fault.Detail?.StartsWith(QuaySentences.DescriptionRequired, StringComparison.Ordinal) == true;
            case HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed:
                try
                {
                    return (await writes.VerifyAsync(token => ReadAsync(path, token), cancellationToken).ConfigureAwait(false)).CanAdmin;
                }
                catch (QuayException)
                {
                    // The refusal itself says more than that it cannot be looked into.
                    return false;
                }

            default:
                return false;
        }
    }

    private Task<Repository> ReadAsync(string path, CancellationToken cancellationToken) => api.GetRepoAsync(path, "false", null, cancellationToken);

    private async Task<Repository?> FindAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (QuayNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Returns false also if the read fails, because that failure must not look like a failure of the preceding write.</summary>
    private async Task<bool> IsKnownToBeMissingAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await writes.VerifyAsync(token => FindAsync(path, token), cancellationToken).ConfigureAwait(false) is null;
        }
        catch (QuayException)
        {
            return false;
        }
    }

    /// <summary>Null where the token may not know.</summary>
    private async Task<bool?> IsThereAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(path, cancellationToken).ConfigureAwait(false) is not null;
        }
        catch (QuayException fault) when (fault.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return null;
        }
    }

    private static bool Confirm(ChangeAnswer answer, string what) =>
        answer.Success ? true : throw new QuayResponseException($"{what}: Quay answered that the change was no success, and not why.");
}
