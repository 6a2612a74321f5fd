using Quay.Client.Tests.Architecture;

namespace Quay.Client.Tests.Conventions;

/// <summary>Limits of the documentation comments of all packages.</summary>
public class DocumentationTests
{
    private const int MaxExceptions = 6;

    // Files that have not been shortened yet. Remove an entry when its members fit.
    private static readonly string[] ManyExceptionsAllowed =
    [
        "Quay.Client.History/IHistoryOperations.cs", "Quay.Client/Manifests/IManifestOperations.cs",
        "Quay.Client/Repositories/IRepositoryOperations.cs", "Quay.Client/Users/IUserOperations.cs",
    ];

    private static readonly (string Place, int Exceptions)[] Comments =
    [
        .. Package.All.SelectMany(
            package => package.ReadSources().SelectMany(source => CommentsOf($"{package.Name}/{source.Key}", source.Value))),
    ];

    [Fact]
    public void Documentation_comments_are_found() => Assert.Contains(Comments, comment => comment.Exceptions > 0);

    [Fact]
    public void No_member_documents_more_than_six_exceptions() => Assert.Empty(Comments
        .Where(comment => comment.Exceptions > MaxExceptions)
        .Where(comment => !ManyExceptionsAllowed.Any(allowed => comment.Place.StartsWith(allowed + ":", StringComparison.Ordinal)))
        .Select(comment => $"{comment.Place} documents {comment.Exceptions} exceptions"));

    [Fact]
    public void Exceptions_for_long_comments_are_still_needed() => Assert.All(ManyExceptionsAllowed, allowed => Assert.Contains(
        Comments, comment => comment.Exceptions > MaxExceptions && comment.Place.StartsWith(allowed + ":", StringComparison.Ordinal)));

    /// <summary>Finds the documentation comments of a file, by the line of the member that they document.</summary>
    private static IEnumerable<(string Place, int Exceptions)> CommentsOf(string file, string text)
    {
        int exceptions = 0;
        bool isComment = false;
        foreach ((int index, string line) in text.Split('\n').Index())
        {
            bool wasComment = isComment;
            isComment = line.TrimStart().StartsWith("///", StringComparison.Ordinal);
            if (isComment)
            {
                exceptions += line.Contains("<exception ", StringComparison.Ordinal) ? 1 : 0;
            }
            else if (wasComment)
            {
                yield return ($"{file}:{index + 1}", exceptions);
                exceptions = 0;
            }
        }
    }
}
