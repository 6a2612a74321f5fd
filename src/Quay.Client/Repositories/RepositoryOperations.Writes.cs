namespace Quay.Client;

/// <content>Writes, and interprets the responses to them.</content>
internal sealed partial class RepositoryOperations
{
    public async Task CreateAsync(
        RepositoryName repository,
        RepositoryVisibility visibility,
        string description = "",
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(description);
        string path = repository.ThrowIfDefault().ToString();
        var wanted = new NewRepository(repository.Name, repository.Namespace, WordOf(visibility), description);
        string what = $"Creating {path}";

        // If the response is lost, a repository is the new one only if it did not exist before.
        bool? existed = await ExistsAsync(path, cancellationToken).ConfigureAwait(false);
        if (existed == true)
        {
            throw new QuayConflictException($"{what}: a repository of this name exists. Use it, or choose another name.");
        }

        int sent = 0;
        bool isPublic = visibility == RepositoryVisibility.Public;
        await writes.SendAsync(
            what,
            token => SendNewAsync(what, wanted, isRepeat: sent++ > 0, token),
            async token => await FindAsync(path, token).ConfigureAwait(false) switch
            {
                null => VerifiedWrite<bool>.NotApplied,
                { } found when existed is null =>
                    VerifiedWrite<bool>.Unknown($"{found} exists now, but the token could not read whether it existed before."),
                { } found when found.IsPublic == isPublic && HasDescription(found, description) => VerifiedWrite<bool>.Applied(true),
                { } found =>
                    VerifiedWrite<bool>.Unknown($"{found} exists now, with another visibility or description. Somebody else created it."),
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async Task UpdateDescriptionAsync(RepositoryName repository, string description, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(description);
        string path = RouteCollision.ThrowIfAny(repository, nameof(repository));
        var wanted = new NewDescription(description);
        Repository before = await ReadAsync(path, cancellationToken).ConfigureAwait(false);
        await writes.SendAsync(
            $"Changing the description of {path}",
            async token => Confirm(await api.UpdateRepoAsync(path, wanted, token).ConfigureAwait(false), $"The description of {path}"),
            async token => await ReadAsync(path, token).ConfigureAwait(false) switch
            {
                var now when HasDescription(now, description) => VerifiedWrite<bool>.Applied(true),
                var now when HasDescription(now, before.Description ?? "") => VerifiedWrite<bool>.NotApplied,
                _ => VerifiedWrite<bool>.Unknown("it is neither the previous nor the new description. Somebody else changed it."),
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> DeleteAsync(RepositoryName repository, RepositoryName confirm, CancellationToken cancellationToken = default)
    {
        string path = RouteCollision.ThrowIfAny(repository, nameof(repository));
        if (confirm != repository)
        {
            string other = Quoted.Text(confirm.ToString());
            throw new ArgumentException($"{path} was not deleted: the confirmation names {other}.", nameof(confirm));
        }

        if (await FindAsync(path, cancellationToken).ConfigureAwait(false) is not { } before)
        {
            return false;
        }

        return await writes.SendAsync(
            $"Deleting {path}",
            async token =>
            {
                await api.DeleteRepositoryAsync(path, token).ConfigureAwait(false);
                return true;
            },
            async token => await FindAsync(path, token).ConfigureAwait(false) switch
            {
                null => VerifiedWrite<bool>.Applied(true),
                { } now when IsSame(before, now) => VerifiedWrite<bool>.NotApplied,
                { IsPublic: true } => VerifiedWrite<bool>.Unknown(
                    "a public repository of that name exists. It may be the original or a new one."),
                _ => VerifiedWrite<bool>.Unknown(
                    "a repository of that name exists, but it differs from the original. Somebody else created or changed it."),
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async Task ChangeVisibilityAsync(
        RepositoryName repository, RepositoryVisibility visibility, CancellationToken cancellationToken = default)
    {
        string path = repository.ThrowIfDefault().ToString();
        var wanted = new NewVisibility(WordOf(visibility));
        bool isPublic = visibility == RepositoryVisibility.Public;
        await writes.SendAsync(
            $"Making {path} {wanted.Visibility}",
            token => SendVisibilityAsync(path, wanted, token),
            async token => (await ReadAsync(path, token).ConfigureAwait(false)).IsPublic == isPublic
                ? VerifiedWrite<bool>.Applied(true)
                : VerifiedWrite<bool>.NotApplied,
            cancellationToken).ConfigureAwait(false);
    }

    public async Task ChangeStateAsync(RepositoryName repository, RepositoryState state, CancellationToken cancellationToken = default)
    {
        string path = repository.ThrowIfDefault().ToString();
        var wanted = new NewState(WordOf(state));
        await writes.SendAsync(
            $"Changing the state of {path} to {wanted.State}",
            token => SendStateAsync(path, wanted, token),
            async token => (await ReadAsync(path, token).ConfigureAwait(false)).State == wanted.State
                ? VerifiedWrite<bool>.Applied(true)
                : VerifiedWrite<bool>.NotApplied,
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> SendNewAsync(string what, NewRepository wanted, bool isRepeat, CancellationToken cancellationToken)
    {
        try
        {
            CreatedRepository created = await api.CreateRepoAsync(wanted, cancellationToken).ConfigureAwait(false);
            return created.Namespace == wanted.Namespace && created.Name == wanted.Repository
                ? true
                : throw new QuayResponseException($"{what}: the response names {Quoted.Text($"{created.Namespace}/{created.Name}")}.");
        }
        catch (QuayPermissionException fault) when (fault.ErrorType is not null)
        {
            // Quay returns the same response for a missing namespace and for one without access.
            throw new QuayPermissionException(
                $"{what}: the response was 403. The namespace {Quoted.Text(wanted.Namespace)} does not exist, or the token's user or its "
                + "scope (repo:create) does not allow creating repositories in it.",
                fault)
            {
                ResponseOf = fault,
            };
        }
        catch (QuayException fault) when (
            fault.StatusCode == HttpStatusCode.BadRequest
            && fault.Detail.Says(QuaySentences.AlreadyExists))
        {
            if (isRepeat)
            {
                throw writes.OutcomeUnknown(
                    $"{what}: the response was lost, and the repository did not exist. A retry then reported that it exists. Either the "
                    + "first request or somebody else created it.",
                    fault);
            }

            throw new QuayConflictException(
                $"{what}: the response was 400: \"{fault.Detail}\". Use the existing one, or choose another name.")
            {
                ResponseOf = fault,
            };
        }
    }

    private async Task<bool> SendVisibilityAsync(string path, NewVisibility wanted, CancellationToken cancellationToken)
    {
        try
        {
            ChangeResult result = await api.ChangeRepoVisibilityAsync(path, wanted, cancellationToken).ConfigureAwait(false);
            return Confirm(result, $"The visibility of {path}");
        }
        catch (QuayResponseException fault) when (fault.ResponseBody?.Trim() == "null")
        {
            // A proxy can also return null for a change that was applied.
            if (!await IsKnownToBeMissingAsync(path, cancellationToken).ConfigureAwait(false))
            {
                throw;
            }

            throw new QuayNotFoundException(
                $"Making {path} {wanted.Visibility}: the repository does not exist (Quay returned 200 with null). Check the name.")
            {
                ResponseOf = fault,
            };
        }
    }

    private async Task<bool> SendStateAsync(string path, NewState wanted, CancellationToken cancellationToken)
    {
        try
        {
            ChangeResult result = await api.ChangeRepoStateAsync(path, wanted, cancellationToken).ConfigureAwait(false);
            return Confirm(result, $"The state of {path}");
        }
        catch (QuayException fault) when (
            fault.StatusCode == HttpStatusCode.BadRequest
            && fault.Detail?.StartsWith(QuaySentences.DescriptionRequired, StringComparison.Ordinal) == true)
        {
            // Without the feature, Quay treats the request as a change of the description of a repository named "…/changestate".
            throw OptionalFeature.RepositoryMirror.Lacking(
                $"Changing the state of {path} to {wanted.State}: the server does not support this.", fault);
        }
        catch (QuayException fault) when (fault is not QuayAuthenticationException && OptionalFeature.MayBeAbsence(fault))
        {
            await features.ThrowIfLackingAsync(
                OptionalFeature.RepositoryMirror,
                ApiRoute.RepositoryMirror,
                $"Changing the state of {path} to {wanted.State}",
                fault,
                _ => CanAdminAsync(path, cancellationToken),
                cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    private static bool Confirm(ChangeResult result, string what) => result.Success
        ? true
        : throw new QuayResponseException($"{what}: Quay reported that the change failed, without a reason.");

    private static bool HasDescription(Repository repository, string description) =>
        string.Equals(repository.Description ?? "", description, StringComparison.Ordinal);

    // Every private repository has its own badge token. A public repository shows none.
    private static bool IsSame(Repository before, Repository now) =>
        before.StatusToken is { Length: > 0 }
        && before.StatusToken == now.StatusToken
        && before.IsPublic == now.IsPublic
        && before.Description == now.Description;

    private static string WordOf(RepositoryVisibility visibility) => visibility switch
    {
        RepositoryVisibility.Private => "private",
        RepositoryVisibility.Public => "public",
        _ => throw OutOfRange.Of(nameof(visibility), $"The visibility must be private or public, not {visibility}."),
    };

    private static string WordOf(RepositoryState state) => state switch
    {
        RepositoryState.Normal => "NORMAL",
        RepositoryState.ReadOnly => "READ_ONLY",
        RepositoryState.Mirror => "MIRROR",
        _ => throw OutOfRange.Of(nameof(state), $"The state must be normal, read-only or mirror, not {state}."),
    };
}
