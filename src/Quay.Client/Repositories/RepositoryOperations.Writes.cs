namespace Quay.Client;

internal sealed partial class RepositoryOperations
{
    public async Task CreateAsync(
        RepositoryName repository, RepositoryVisibility visibility, string description = "", CancellationToken cancellationToken = default)
    {
        string path = repository.Checked(nameof(repository));
        var wanted = new NewRepository(repository.Name, repository.Namespace, WordOf(visibility), Checked(description));
        string what = $"Creating {path}";

        // Whether it was there before is what tells, when the answer is lost, whose it is.
        bool? wasThere = await IsThereAsync(path, cancellationToken).ConfigureAwait(false);
        if (wasThere == true)
        {
            throw new QuayConflictException($"{what}: there is such a repository already. Use it, or choose another name.");
        }

        int sent = 0;
        await writes.SendAsync(
            what,
            token => SendNewAsync(what, wanted, isRepeat: sent++ > 0, token),
            async token => await FindAsync(path, token).ConfigureAwait(false) switch
            {
                null => VerifiedWrite<bool>.NotApplied,
                { } found when wasThere is null => VerifiedWrite<bool>.Unknown($"there is {found} now, and the token may not read whether it was there before."),
                { } found when found.IsPublic == (visibility == RepositoryVisibility.Public) && IsDescription(found, description) => VerifiedWrite<bool>.Applied(true),
                { } found => VerifiedWrite<bool>.Unknown($"there is {found} now, with another visibility or description: somebody else made or changed it."),
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async Task UpdateDescriptionAsync(RepositoryName repository, string description, CancellationToken cancellationToken = default)
    {
        string path = RouteCollision.ThrowIfAny(repository, nameof(repository));
        var wanted = new NewDescription(Checked(description));
        Repository before = await ReadAsync(path, cancellationToken).ConfigureAwait(false);
        await writes.SendAsync(
            $"Changing the description of {path}",
            async token => Confirm(await api.UpdateRepoAsync(path, wanted, token).ConfigureAwait(false), $"The description of {path}"),
            async token => await ReadAsync(path, token).ConfigureAwait(false) switch
            {
                var now when IsDescription(now, description) => VerifiedWrite<bool>.Applied(true),
                var now when IsDescription(now, before.Description ?? "") => VerifiedWrite<bool>.NotApplied,
                _ => VerifiedWrite<bool>.Unknown("it is neither the one from before nor the new one: somebody else changed it."),
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> DeleteAsync(RepositoryName repository, RepositoryName confirm, CancellationToken cancellationToken = default)
    {
        string path = RouteCollision.ThrowIfAny(repository, nameof(repository));
        if (confirm != repository)
        {
            throw new ArgumentException($"{path} is not deleted: the confirmation names {Quoted.Text(confirm.ToString())}.", nameof(confirm));
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
                { IsPublic: true } => VerifiedWrite<bool>.Unknown("there is a public repository of that name, which may be the one from before or a new one."),
                _ => VerifiedWrite<bool>.Unknown("there is a repository of that name that differs from the one before: somebody else made or changed it."),
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async Task ChangeVisibilityAsync(RepositoryName repository, RepositoryVisibility visibility, CancellationToken cancellationToken = default)
    {
        string path = repository.Checked(nameof(repository));
        var wanted = new NewVisibility(WordOf(visibility));
        await writes.SendAsync(
            $"Making {path} {wanted.Visibility}",
            token => SendVisibilityAsync(path, wanted, token),
            async token => (await ReadAsync(path, token).ConfigureAwait(false)).IsPublic == (visibility == RepositoryVisibility.Public)
                ? VerifiedWrite<bool>.Applied(true)
                : VerifiedWrite<bool>.NotApplied,
            cancellationToken).ConfigureAwait(false);
    }

    public async Task ChangeStateAsync(RepositoryName repository, RepositoryState state, CancellationToken cancellationToken = default)
    {
        string path = repository.Checked(nameof(repository));
        var wanted = new NewState(WordOf(state));
        await writes.SendAsync(
            $"Changing the state of {path} to {wanted.State}",
            token => SendStateAsync(path, wanted, token),
            async token => (await ReadAsync(path, token).ConfigureAwait(false)).State == wanted.State ? VerifiedWrite<bool>.Applied(true) : VerifiedWrite<bool>.NotApplied,
            cancellationToken).ConfigureAwait(false);
    }

    private static bool IsDescription(Repository repository, string description) =>
        string.Equals(repository.Description ?? "", description, StringComparison.Ordinal);

    /// <summary>The token of the status badge is made anew with each private repository; a public one shows none.</summary>
    private static bool IsSame(Repository before, Repository now) =>
        before.StatusToken is { Length: > 0 } && before.StatusToken == now.StatusToken && before.IsPublic == now.IsPublic && before.Description == now.Description;

    private static string Checked(string description)
    {
        ArgumentNullException.ThrowIfNull(description);
        return description;
    }

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
