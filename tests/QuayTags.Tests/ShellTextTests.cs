using System.Diagnostics;

namespace QuayTags.Tests;

public class ShellTextTests
{
    public static TheoryData<string> Arguments =>
    [
        "", "prod", "1.4.2", "sha256:ab", "https://quay.example.com:8443/", "a b", "it's", "'", "''",
        "$HOME", "`id`", "$(id)", "a\"b", @"a\b",
        "*", "?", "~", "#", "!", "a;b", "a&b", "a|b", "<", ">", "(a)", "{a,b}", "-x", "é", "日本", "a\tb", "a\nb",
    ];

    [Theory]
    [MemberData(nameof(Arguments))]
    public async Task Shell_reads_the_quoted_argument_unchanged(string argument)
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "There is no sh.");
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"printf '%s|' {ShellText.Quote(argument)}"]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;

        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal(argument + "|", output);
    }

    [Fact]
    public void Plain_arguments_are_not_quoted() => Assert.Equal(
        "quaytags restore acme/app v1 --to sha256:ab --url https://quay.io/ 'a b'",
        ShellText.Of(["restore", "acme/app", "v1", "--to", "sha256:ab", "--url", "https://quay.io/", "a b"]));
}
