namespace QuayTags.Tests;

/// <summary>Tests that the commands that write work with the sample.</summary>
public class EmbeddedWriteTests
{
    [Theory]
    [InlineData("promote", "quayadmin/busybox", "test-two", "prod")]
    [InlineData("expire", "rqorg/hist2500", "b0092-rc", "30d")]
    [InlineData("delete", "quayadmin/busybox", "test-two", "example")]
    [InlineData("restore", "quayadmin/busybox", "test-two", "--previous")]
    public async Task Write_commands_work_with_the_sample(params string[] args)
    {
        ToolRun dry = await ToolRun.RunAsync([.. args, "--dry-run"]);
        ToolRun run = await ToolRun.RunAsync([.. args, "--yes"]);

        Assert.All([dry, run], sample => Assert.Equal(0, sample.ExitCode));
        Assert.Equal("Dry run: nothing is sent.", dry.Lines[0]);
        Assert.DoesNotContain("Undo: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("(before: ", run.Lines[0], StringComparison.Ordinal);
    }
}
