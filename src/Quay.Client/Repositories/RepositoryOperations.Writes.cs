using System.Net;
using Quay.Client.Errors;
using Quay.Client.Names;
using Quay.Client.Writes;

namespace Quay.Client.Repositories;

internal sealed partial class RepositoryOperations
{
    // The words are Quay's.
    private const string ExistsWords = "already exists";
    private const string DescriptionMissing = "'description' is a required property";

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

        await writes.SendAsync(
            what,
            token => SendNewAsync(what, wanted, token),
            async token => await FindAsync(path, token).ConfigureAwait(false) switch
            {
                null => Seen<bool>.NotDone(),
                { } found when wasThere is null => Seen<bool>.Unclear($"there is {found} now, and the token may not read whether it was there before."),
                { } found when found.IsPublic == (visibility == RepositoryVisibility.Public) && IsDescription(found, description) => Seen<bool>.Done(true),
                { } found => Seen<bool>.Unclear($"there is {found} now, with another visibility or description: somebody else made or changed it."),
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async Task UpdateDescriptionAsync(RepositoryName repository, string description, CancellationToken cancellationToken = default)
    {
        string path = repository.Checked(nameof(repository));
        var wanted = new NewDescription(Checked(description));
        Repository before = await ReadAsync(path, cancellationToken).ConfigureAwait(false);
        await writes.SendAsync(
            $"Changing the description of {path}",
            async token => Confirm(await api.UpdateRepoAsync(path, wanted, token).ConfigureAwait(false), $"The description of {path}"),
            async token => await ReadAsync(path, token).ConfigureAwait(false) switch
            {
                var now when IsDescription(now, description) => Seen<bool>.Done(true),
                var now when IsDescription(now, before.Description ?? "") => Seen<bool>.NotDone(),
                _ => Seen<bool>.Unclear("it is neither the one from before nor the new one: somebody else changed it."),
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> DeleteAsync(RepositoryName repository, RepositoryName confirm, CancellationToken cancellationToken = default)
    {
        string path = repository.Checked(nameof(repository));
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
                null => Seen<bool>.Done(true),
                { } now when IsSame(before, now) => Seen<bool>.NotDone(),
                _ => Seen<bool>.Unclear("there is a repository of that name that differs from the one before: somebody else made or changed it."),
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
                ? Seen<bool>.Done(true)
                : Seen<bool>.NotDone(),
            cancellationToken).ConfigureAwait(false);
    }

    public async Task ChangeStateAsync(RepositoryName repository, RepositoryState state, CancellationToken cancellationToken = default)
    {
        string path = repository.Checked(nameof(repository));
        var wanted = new NewState(WordOf(state));
        await writes.SendAsync(
            $"Changing the state of {path} to {wanted.State}",
            token => SendStateAsync(path, wanted, token),
            async token => (await ReadAsync(path, token).ConfigureAwait(false)).State == wanted.State ? Seen<bool>.Done(true) : Seen<bool>.NotDone(),
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> SendNewAsync(string what, NewRepository wanted, CancellationToken cancellationToken)
    {
        try
        {
            CreatedRepository made = await api.CreateRepoAsync(wanted, cancellationToken).ConfigureAwait(false);
            return made.Namespace == wanted.Namespace && made.Name == wanted.Repository
                ? true
                : throw new QuayResponseException($"{what}: the answer is about {Quoted.Text($"{made.Namespace}/{made.Name}")}.");
        }
        catch (QuayException fault) when (
            fault.StatusCode == HttpStatusCode.BadRequest && fault.Detail?.Contains(ExistsWords, StringComparison.OrdinalIgnoreCase) == true)
        {
            throw new QuayConflictException($"{what}: the answer was 400: \"{fault.Detail}\". Use the one that is there, or choose another name.")
            {
                StatusCode = fault.StatusCode,
                ErrorType = fault.ErrorType,
                Detail = fault.Detail,
                ResponseBody = fault.ResponseBody,
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
            throw new QuayNotFoundException($"Making {path} {wanted.Visibility}: Quay answered 200 and null, as it does when there is no such repository. Check the name.")
            {
                StatusCode = fault.StatusCode,
                ResponseBody = fault.ResponseBody,
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
                throw new QuayFeatureException(
                    $"Changing the state of {path} to {wanted.State}: the server does not offer it. FEATURE_REPO_MIRROR is off there, or it is older than that.", fault)
                {
                    Feature = "FEATURE_REPO_MIRROR",
                    StatusCode = fault.StatusCode,
                    ErrorType = fault.ErrorType,
                    Detail = fault.Detail,
                    ResponseBody = fault.ResponseBody,
                };
            }

            throw;
        }
    }

    /// <summary>Whether a refusal came from elsewhere: without the feature the path is that of a repository named "…/changestate", whose description is to be changed.</summary>
    private async Task<bool> IsFeatureOffAsync(string path, QuayException fault, CancellationToken cancellationToken)
    {
        switch (fault.StatusCode)
        {
            case HttpStatusCode.BadRequest:
                return fault.Detail?.StartsWith(DescriptionMissing, StringComparison.Ordinal) == true;
            case HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed:
                try
                {
                    return (await ReadAsync(path, cancellationToken).ConfigureAwait(false)).CanAdmin;
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

    private static bool IsDescription(Repository repository, string description) =>
        string.Equals(repository.Description ?? "", description, StringComparison.Ordinal);

    /// <summary>The token of the status badge is made anew with each private repository; a public one shows none.</summary>
    private static bool IsSame(Repository before, Repository now) =>
        before.StatusToken == now.StatusToken && before.IsPublic == now.IsPublic && before.Description == now.Description;

    private static string Checked(string description)
    {
        ArgumentNullException.ThrowIfNull(description);
        return description;
    }

    private static string WordOf(RepositoryVisibility visibility) => visibility switch
    {
        RepositoryVisibility.Private => "private",
        RepositoryVisibility.Public => "public",
        _ => throw new ArgumentOutOfRangeException(nameof(visibility), visibility, "A visibility is private or public."),
    };

    private static string WordOf(RepositoryState state) => state switch
    {
        RepositoryState.Normal => "NORMAL",
        RepositoryState.ReadOnly => "READ_ONLY",
        RepositoryState.Mirror => "MIRROR",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "A state is normal, read-only or mirror."),
    };
}
