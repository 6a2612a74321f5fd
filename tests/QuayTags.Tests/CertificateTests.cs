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
    public async Task A_server_whose_authority_is_in_the_file_is_trusted()
    {
        using X509Certificate2 other = TlsProxy.Authority("another company");
        await File.WriteAllTextAsync(
            _file, $"# ours\n{other.ExportCertificatePem()}\n{_authority.ExportCertificatePem()}\n", TestContext.Current.CancellationToken);

        ToolRun read = await RunAsync("localhost", "history", "acme/app", "--ca-certificate", _file);
        ToolRun dry = await RunAsync("localhost", "delete", "acme/app", "prod", "--dry-run", "--ca-certificate", _file);

        Assert.Equal(["1 entry, 1 alive."], read.ErrorLines);
        Assert.StartsWith("DELETE ", Assert.Single(dry.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_authority_is_in_no_file_is_not_trusted()
    {
        ToolRun run = await RunAsync("localhost", "history", "acme/app");

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(_quay.Quay.Requests);
    }

    [Fact]
    public async Task Server_of_another_authority_is_not_trusted_and_the_reason_is_reported()
    {
        using X509Certificate2 other = TlsProxy.Authority("another company");
        await File.WriteAllTextAsync(_file, other.ExportCertificatePem(), TestContext.Current.CancellationToken);

        ToolRun run = await RunAsync("localhost", "history", "acme/app", "--ca-certificate", _file);

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(_quay.Quay.Requests);
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_not_trusted_whoever_signed_it()
    {
        await File.WriteAllTextAsync(_file, _authority.ExportCertificatePem(), TestContext.Current.CancellationToken);

        ToolRun run = await RunAsync("elsewhere.example", "history", "acme/app", "--ca-certificate", _file);

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(_quay.Quay.Requests);
    }

    [Theory]
    [InlineData("no certificate", "contains no certificate in PEM format")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "cannot be read")]
    public async Task A_file_that_holds_no_certificate_is_wrong_usage(string text, string said)
    {
        await File.WriteAllTextAsync(_file, text, TestContext.Current.CancellationToken);

        ToolRun run = await _quay.RunAsync("history", "acme/app", "--ca-certificate", _file);

        Assert.StartsWith($"--ca-certificate: '{_file}' {said}", run.AssertFailure(2), StringComparison.Ordinal);
        Assert.Empty(_quay.Quay.Requests);
    }

    [Theory]
    [InlineData("none.pem")]
    [InlineData("")]
    public async Task A_file_that_cannot_be_read_is_wrong_usage(string name)
    {
        string file = name.Length > 0 ? Path.Combine(_file, name) : name;

        ToolRun run = await _quay.RunAsync("history", "acme/app", "--ca-certificate", file);

        Assert.StartsWith($"--ca-certificate: '{file}' cannot be read: ", run.AssertFailure(2), StringComparison.Ordinal);
        Assert.Empty(_quay.Quay.Requests);
    }

    private async Task<ToolRun> RunAsync(string host, params string[] args)
    {
        ToolContext context = _quay.Context();
        await using var front = new TlsProxy(new Uri(context.GetEnvironmentVariable("QUAY_URL")!), _authority, host);
        return await ToolRun.RunAsync([.. args, "--url", $"{front.Endpoint}"], context);
    }
}
