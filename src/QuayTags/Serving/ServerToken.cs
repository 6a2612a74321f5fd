using System.Text.RegularExpressions;
using Quay.Client.Testing;

namespace QuayTags;

/// <summary>Represents a token that the served fake accepts, as typed: <c>TOKEN[:SCOPE,…][/USER]</c>.</summary>
/// <param name="Value">The value, which follows <c>Bearer</c> in the <c>Authorization</c> header.</param>
/// <param name="Scopes">The scopes; empty for all.</param>
/// <param name="User">The user.</param>
internal sealed partial record ServerToken(string Value, IReadOnlyList<string> Scopes, string User)
{
    /// <exception cref="ArgumentException">The text is not a token.</exception>
    public static ServerToken Parse(string text) => Pattern().Match(text) is { Success: true } match
        ? new ServerToken(
            match.Groups["value"].Value,
            match.Groups["scopes"] is { Success: true } scopes ? scopes.Value.Split(',') : [],
            match.Groups["user"] is { Success: true } user ? user.Value : "admin")
        : throw new ArgumentException(
            $"'{text}' is not a token. Examples are my-token, my-token:repo:read,repo:write and my-token:repo:read/alice.");

    /// <exception cref="UsageException">A scope or the user does not exist, or the fake has the token already.</exception>
    public void AddTo(FakeQuay quay)
    {
        try
        {
            quay.AddTokenWithValue(Value, User, Scopes);
        }
        catch (ArgumentException fault)
        {
            throw new UsageException($"--token: {ArgumentParser.MessageOf(fault)}");
        }
        catch (InvalidOperationException)
        {
            throw new UsageException(
                quay.FindToken(Value) is null
                    ? $"--token: the user '{User}' does not exist. The users are {string.Join(", ", UsersOf(quay))}. A seed can add others."
                    : $"--token: the token '{Value}' already exists.");
        }
    }

    private static IEnumerable<string> UsersOf(FakeQuay quay) =>
        quay.Namespaces.Where(owner => !owner.IsOrganization).Select(user => user.Name);

    [GeneratedRegex(@"^(?<value>[^\s:/]+)(:(?<scopes>[a-z:,]+))?(/(?<user>[^\s/]+))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
