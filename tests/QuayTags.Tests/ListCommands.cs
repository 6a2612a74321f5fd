using Quay.Client.Testing;
using static QuayTags.Tests.WriteFixture;

namespace QuayTags.Tests;

/// <summary>Provides a repository in which each command that shows a list finds items, and a command line of each.</summary>
internal static class ListCommands
{
    private const string Scan = """
        {"Layer": {"Features": [{"Name": "zlib", "Version": "1.2.13-1+deb12u1", "Vulnerabilities": [
          {"Name": "CVE-2026-00001", "Severity": "Low", "FixedBy": "1.3"},
          {"Name": "CVE-2026-00009", "Severity": "Critical", "FixedBy": "", "Link": "https://example.com/cve-9"}]}]}}
        """;

    /// <summary>Gets a command line for each command. Together, its items have every property.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["show"] = "show acme/app",
        ["history"] = "history acme/app",
        ["list"] = "list acme",
        ["log"] = "log acme/app --who",
        ["watch"] = "watch acme/app --since 20d --once --who",
        ["at"] = "at acme/app 20d",
        ["snapshot"] = "snapshot acme/app --at 7d",
        ["diff"] = "diff acme/app 20d 7d",
        ["labels"] = "labels acme/app image",
        ["usage"] = "usage acme/app --since 7d",
        ["security"] = "security acme/app image",
        ["policies"] = "policies acme/app",
    };

    /// <summary>Adds the tags, and the rest. One tag was moved, and one will expire.</summary>
    /// <param name="quay">The fake server.</param>
    /// <param name="tag">The start of the names of tags.</param>
    public static void Fill(WriteFixture quay, string tag = "v")
    {
        Fill(quay.App, tag);
        FakeManifest image = quay.App.FindManifest(Digest('b'))!;
        quay.AddEntry("image", 'b', daysAgo: 5);
        quay.AddEntry("gone", 'c', daysAgo: 30, endedDaysAgo: 25);
        (image.SecurityStatus, image.SecurityData) = ("scanned", Scan);
        quay.App.AddLabel(Digest('b'), "maintainer", "Team \"A\", B");
        quay.App.AddAutoPrunePolicy("number_of_tags", 10, "^pr-");
        quay.App.AddLogEntry(new FakeLogEntry
        {
            Kind = "push_repo",
            Time = ToolRun.Now.AddDays(-6),
            Performer = "admin",
            Metadata = new Dictionary<string, object?> { ["tag"] = $"{tag}1" },
        });
    }

    /// <summary>Adds the tags to a repository.</summary>
    public static void Fill(FakeRepository repository, string tag)
    {
        repository.AddEntry($"{tag}1", Digest('a'), ToolRun.Now.AddDays(-9), ToolRun.Now.AddDays(-6));
        repository.AddEntry($"{tag}1", Digest('b'), ToolRun.Now.AddDays(-6));
        repository.AddEntry($"{tag}2", Digest('d'), ToolRun.Now.AddDays(-8), ToolRun.Now.AddDays(30));
    }
}
