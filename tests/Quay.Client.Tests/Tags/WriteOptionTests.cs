namespace Quay.Client.Tests.Tags;

public sealed class WriteOptionTests : IDisposable
{
    private static readonly Dictionary<string, (Func<ITagOperations, TagWriteOptions, Task> Write, string[] Accepted)> Writes = new()
    {
        ["move"] = (
            (tags, options) => tags.MoveAsync("acme/app", "prod", "sha256:00", options),
            [nameof(TagWriteOptions.Force), nameof(TagWriteOptions.Expiration), nameof(TagWriteOptions.AcceptAdjustedExpiration)]),
        ["expire"] = (
            (tags, options) => tags.SetExpirationAsync("acme/app", "prod", new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), options),
            [nameof(TagWriteOptions.AcceptAdjustedExpiration)]),
        ["clear the expiry"] = ((tags, options) => tags.ClearExpirationAsync("acme/app", "prod", options), []),
        ["make immutable"] = ((tags, options) => tags.SetImmutableAsync("acme/app", "prod", true, options), []),
        ["delete"] = ((tags, options) => tags.DeleteAsync("acme/app", "prod", options), []),
        ["restore"] = (
            (tags, options) => tags.RestoreAsync("acme/app", "prod", "sha256:00", options), [nameof(TagWriteOptions.Force)]),
        ["restore the previous"] = (
            (tags, options) => tags.RestorePreviousAsync("acme/app", "prod", options), [nameof(TagWriteOptions.Force)]),
        ["delete permanently"] = (
            (tags, options) => tags.DeletePermanentlyAsync("acme/app", "prod", options), [nameof(TagWriteOptions.IncludeSubmanifests)]),
        ["delete past entries permanently"] = (
            (tags, options) => tags.DeletePastPermanentlyAsync("acme/app", "prod", "sha256:00", options),
            [nameof(TagWriteOptions.IncludeSubmanifests)]),
    };

    private static readonly Dictionary<string, TagWriteOptions> Options = new()
    {
        [nameof(TagWriteOptions.Force)] = new() { Force = true },
        [nameof(TagWriteOptions.Expiration)] = new() { Expiration = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero) },
        [nameof(TagWriteOptions.AcceptAdjustedExpiration)] = new() { AcceptAdjustedExpiration = true },
        [nameof(TagWriteOptions.IncludeSubmanifests)] = new() { IncludeSubmanifests = true },
    };

    private readonly TagFixture _fixture = new();

    public static TheoryData<string, string> Rejected =>
    [
        .. from write in Writes
        from option in Options.Keys
        where !write.Value.Accepted.Contains(option)
        select (write.Key, option),
    ];

    public static TheoryData<string, string> Accepted =>
    [
        .. from write in Writes
        from option in write.Value.Accepted
        select (write.Key, option),
    ];

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [MemberData(nameof(Rejected))]
    public async Task Option_that_does_not_apply_is_rejected_before_a_request(string write, string option)
    {
        var rejected = await Assert.ThrowsAsync<ArgumentException>("options", () => Writes[write].Write(_fixture.Tags, Options[option]));

        Assert.Contains(option + " does not apply", rejected.Message, StringComparison.Ordinal);
        Assert.Empty(_fixture.Quay.Requests);
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task Option_that_applies_reaches_the_server(string write, string option)
    {
        await Record.ExceptionAsync(() => Writes[write].Write(_fixture.Tags, Options[option]));

        Assert.NotEmpty(_fixture.Quay.Requests);
    }
}
