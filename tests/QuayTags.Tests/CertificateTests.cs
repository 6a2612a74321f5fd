using System.Security.Cryptography.X509Certificates;

namespace QuayTags.Tests;

public sealed class CertificateTests : IAsyncDisposable
{
    private readonly WriteFixture _quay = new();
    private readonly X509Certificate2 _authority = TlsProxy.Authority("the company");
    private readonly string _file = Path.GetTempFileName();

    public CertificateTests() => _quay.AddEntry("prod", 'a', daysAgo: 1);

    public async ValueTask DisposeAsync()
    {
        File.Delete(_file);
        _authority.Dispose();
        await _quay.DisposeAsync();
    }

    [Fact]
    public async Task Server_is_trusted_if_the_file_contains_its_authority()
    {
        using X509Certificate2 other = TlsProxy.Authority("another company");
        await File.WriteAllTextAsync(
            _file, $"# ours\n{other.ExportCertificatePem()}\n{_authority.ExportCertificatePem()}\n", TestContext.Current.CancellationToken);

        ToolRun read = await RunAsync("localhost", "history", "acme/app", "--ca-file", _file);
        ToolRun dry = await RunAsync("localhost", "delete", "acme/app", "prod", "--dry-run", "--ca-file", _file);

        Assert.Equal(["1 entry, 1 alive."], read.ErrorLines);
        Assert.Equal("1 tag would be deleted.", dry.Lines[^1]);
    }

    [Fact]
    public async Task Server_of_an_unknown_authority_is_not_trusted()
    {
        ToolRun run = await RunAsync("localhost", "history", "acme/app");

        Assert.EndsWith(", or pass --ca-file FILE.", run.AssertFailure(1), StringComparison.Ordinal);
        Assert.DoesNotContain("SslOptions", run.Error, StringComparison.Ordinal);
        Assert.Empty(_quay.Quay.Requests);
    }

    [Fact]
    public async Task Server_is_not_trusted_if_the_file_contains_another_authority()
    {
        using X509Certificate2 other = TlsProxy.Authority("another company");
        await File.WriteAllTextAsync(_file, other.ExportCertificatePem(), TestContext.Current.CancellationToken);

        ToolRun run = await RunAsync("localhost", "history", "acme/app", "--ca-file", _file);

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(_quay.Quay.Requests);
    }

    [Fact]
    public async Task Certificate_for_another_host_is_not_trusted_even_if_its_authority_is()
    {
        await File.WriteAllTextAsync(_file, _authority.ExportCertificatePem(), TestContext.Current.CancellationToken);

        ToolRun run = await RunAsync("elsewhere.example", "history", "acme/app", "--ca-file", _file);

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(_quay.Quay.Requests);
    }

    [Theory]
    [InlineData("no certificate", "contains no certificate in PEM format")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "cannot be read")]
    public async Task File_without_a_certificate_is_wrong_usage(string text, string expected)
    {
        await File.WriteAllTextAsync(_file, text, TestContext.Current.CancellationToken);

        ToolRun run = await _quay.RunAsync("history", "acme/app", "--ca-file", _file);

        Assert.StartsWith($"--ca-file: '{_file}' {expected}", run.AssertFailure(2), StringComparison.Ordinal);
        Assert.Empty(_quay.Quay.Requests);
    }

    [Theory]
    [InlineData("none.pem")]
    [InlineData("")]
    public async Task Unreadable_file_is_wrong_usage(string name)
    {
        string file = name.Length > 0 ? Path.Combine(_file, name) : name;

        ToolRun run = await _quay.RunAsync("history", "acme/app", "--ca-file", file);

        Assert.StartsWith($"--ca-file: '{file}' cannot be read: ", run.AssertFailure(2), StringComparison.Ordinal);
        Assert.Empty(_quay.Quay.Requests);
    }

    private async Task<ToolRun> RunAsync(string host, params string[] args)
    {
        ToolContext context = _quay.Context();
        await using var proxy = new TlsProxy(new Uri(context.GetEnvironmentVariable("QUAY_URL")!), _authority, host);
        return await ToolRun.RunAsync([.. args, "--url", $"{proxy.Endpoint}"], context);
    }
}
