namespace Quay.Client.History.Tests.Stubs;

/// <summary>Represents a client without a network, with one repository and one history.</summary>
internal sealed class StubClient(
    DateTimeOffset now, Repository repository, Func<QuayPageable<TagHistoryEntry>> history, ITagOperations? tags = null) : IQuayClient
{
    public Uri Endpoint => new("https://quay.example/");

    public DateTimeOffset ServerTime => now;

    public IRepositoryOperations Repositories => MethodStub.Of<IRepositoryOperations>("GetAsync", () => Task.FromResult(repository));

    public ITagOperations Tags => tags ?? MethodStub.Of<ITagOperations>("GetHistory", history);

    public IManifestOperations Manifests => MethodStub.Of<IManifestOperations>("none", () => repository);

    public IQuayPolicies Policies => throw new NotSupportedException();

    public IUserOperations Users => throw new NotSupportedException();

    public IServerOperations Server => throw new NotSupportedException();
}
