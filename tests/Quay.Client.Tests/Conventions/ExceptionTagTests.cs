namespace Quay.Client.Tests.Conventions;

/// <summary>
/// Verifies the documentation of exceptions: an interface lists the common ones once, and a member lists only what is special about it.
/// </summary>
public class ExceptionTagTests
{
    private const int MaxTags = 6;

    private static readonly string[] CommonExceptions =
    [
        nameof(QuayPermissionException), nameof(QuayRateLimitException), nameof(QuayTimeoutException), nameof(QuayConnectionException),
        nameof(QuayResponseException), nameof(QuayException), nameof(OperationCanceledException),
    ];

    private static readonly string[] NeverOnMembers =
    [
        nameof(QuayRateLimitException), nameof(QuayTimeoutException), nameof(QuayConnectionException), nameof(OperationCanceledException),
    ];

    private static readonly string[] Sources =
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "src"), "*.cs", SearchOption.AllDirectories);

    public static TheoryData<string> Interfaces =>
    [
        .. Sources.Select(file => Path.GetFileName(file))
            .Where(name => name is ['I', >= 'A' and <= 'Z', ..] && name.EndsWith("Operations.cs", StringComparison.Ordinal)),
    ];

    [Fact]
    public void Sources_with_exception_tags_are_found() =>
        Assert.True(Sources.SelectMany(CommentsOf).Count(comment => TagsOf(comment).Length > 0) > 20);

    [Fact]
    public void Interfaces_of_operations_are_found() => Assert.Superset(
        new HashSet<string> { "IManifestOperations.cs", "IPolicyOperations.cs", "IRepositoryOperations.cs", "IUserOperations.cs" },
        Interfaces.Select(row => row.Data).ToHashSet());

    [Fact]
    public void Member_has_at_most_six_exception_tags() => Assert.Empty(
        from file in Sources
        from comment in CommentsOf(file)
        where TagsOf(comment).Length > MaxTags
        select $"{Path.GetFileName(file)}: {comment[0].Trim()}");

    [Theory]
    [MemberData(nameof(Interfaces))]
    public void Interface_lists_what_every_member_can_throw(string file)
    {
        string comment = string.Join('\n', CommentsOf(PathOf(file)).First());

        if (!comment.Contains("The other exceptions are those of <see cref=\"ITagOperations\"/>", StringComparison.Ordinal))
        {
            Assert.All(CommonExceptions, name => Assert.Contains($"<see cref=\"{name}\"/>", comment, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Interfaces))]
    public void Member_does_not_repeat_what_every_member_can_throw(string file) => Assert.Empty(
        CommentsOf(PathOf(file)).SelectMany(TagsOf).Intersect(NeverOnMembers));

    private static string PathOf(string name) => Sources.Single(file => Path.GetFileName(file) == name);

    /// <summary>Gets the documentation comments of a file, each as a list of lines.</summary>
    private static IEnumerable<IReadOnlyList<string>> CommentsOf(string file)
    {
        List<string> comment = [];
        foreach (string line in File.ReadLines(file).Append(""))
        {
            if (line.TrimStart().StartsWith("///", StringComparison.Ordinal))
            {
                comment.Add(line);
            }
            else if (comment.Count > 0)
            {
                yield return comment;
                comment = [];
            }
        }
    }

    private static string[] TagsOf(IReadOnlyList<string> comment) =>
    [
        .. comment.SelectMany(line => line.Split("<exception cref=\"").Skip(1)).Select(tag => tag.Split('"')[0]),
    ];
}
