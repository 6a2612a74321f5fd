using Quay.Client.Testing;

namespace Quay.Client.Tests.Tags;

/// <summary>Tests writes by others between the two requests that read a tag with an expiry.</summary>
public sealed class WriteBetweenReadsTests : IDisposable
{
    private readonly TagFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Deletion_is_not_resent_if_the_tag_was_pushed_during_its_verification()
    {
        _fixture.Push("prod");
        _fixture.App.Expire("prod", _fixture.Now.AddDays(1));
        string pushed = "";
        _fixture.Quay.Faults.When(TagFixture.IsWrite, Fault.Cut, times: 1);
        _fixture.Quay.Changes.Before(
            TagFixture.IsWrite, () => _fixture.Quay.Changes.Before(IsSecondRead, () => pushed = _fixture.Push("prod")));

        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => _fixture.Tags.DeleteAsync("acme/app", "prod", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(pushed, _fixture.DigestOf("prod"));
        Assert.Single(_fixture.Writes);
    }

    [Fact]
    public async Task Precondition_is_not_met_if_the_image_was_pushed_again_between_the_reads()
    {
        string digest = _fixture.Push("prod");
        _fixture.App.Expire("prod", _fixture.Now.AddDays(1));
        TagHistoryEntry entry = await _fixture.Tags.GetAsync("acme/app", "prod", TestContext.Current.CancellationToken);
        _fixture.Quay.Changes.Before(IsSecondRead, () => _fixture.App.Push("prod", digest));

        await Assert.ThrowsAsync<QuayConflictException>(() => _fixture.Tags.DeleteAsync(
            "acme/app",
            "prod",
            new TagWriteOptions { Precondition = TagPrecondition.Unchanged(entry) },
            TestContext.Current.CancellationToken));

        Assert.Empty(_fixture.Writes);
    }

    private static bool IsSecondRead(FakeRequest request) => request.Target.Contains("onlyActiveTags=true", StringComparison.Ordinal);
}
