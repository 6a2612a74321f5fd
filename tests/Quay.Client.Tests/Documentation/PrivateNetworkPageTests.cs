using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Documentation;

/// <summary>Runs the programs of the page on private networks, against a server with a private certificate behind a proxy.</summary>
[Trait("Speed", "Slow")]
public sealed class PrivateNetworkPageTests : IAsyncDisposable
{
    private const string Host = "quay.example.com";
    private const string Login = "build:secret";

    private static readonly Page Shown = new("private-networks.md");

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly CompanyAuthority _authority = new();
    private readonly FakeQuay _quay = new();

    public PrivateNetworkPageTests()
    {
        FakeRepository app = _quay.AddRepository("acme/app", isPublic: true);
        app.Push("1.0");
        app.Push("latest");
        File.WriteAllText(Path.Combine(_folder, "company.pem"), _authority.Pem);
        (string certificate, string key) = _authority.IssueClient("build");
        File.WriteAllText(Path.Combine(_folder, "client.pem"), certificate);
        File.WriteAllText(Path.Combine(_folder, "client.key"), key);
    }

    public ValueTask DisposeAsync()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Handler_of_the_page_trusts_the_authority_of_its_file()
    {
        using X509Certificate2 certificate = _authority.IssueServer(Host);
        await using FakeQuayServer server = Serve(certificate);
        await using var proxy = new ConnectProxy(server.Endpoint);

        (string output, string error) = await RunAsync(Shown.Program("CustomRootTrust"), ("HTTPS_PROXY", $"http://{proxy.Authority}"));

        Assert.Equal(("app", ""), (output, error));
        Assert.Equal([$"CONNECT {Host}:443 HTTP/1.1"], proxy.Requests);
    }

    [Fact]
    public async Task Handler_of_the_page_rejects_a_certificate_of_another_authority()
    {
        using var other = new CompanyAuthority();
        using X509Certificate2 certificate = other.IssueServer(Host);
        await using FakeQuayServer server = Serve(certificate);
        await using var proxy = new ConnectProxy(server.Endpoint);

        (_, string error) = await RunAsync(Shown.Program("CustomRootTrust"), ("HTTPS_PROXY", $"http://{proxy.Authority}"));

        Assert.Contains(nameof(QuayConnectionException), error, StringComparison.Ordinal);
        Assert.Empty(_quay.Requests);
    }

    [Fact]
    public async Task Registered_client_of_the_page_uses_its_client_certificate_and_the_login_of_its_proxy()
    {
        using X509Certificate2 certificate = _authority.IssueServer(Host);
        await using var server = new TlsServer(new SslServerAuthenticationOptions
        {
            ServerCertificate = certificate,
            ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = (_, client, _, _) => _authority.HasIssued(client),
        });
        await using var proxy = new ConnectProxy(server.Address, Login);

        (string output, string error) = await RunAsync(
            Shown.Program("ClientCertificates"),
            ("Quay__Endpoint", $"https://{Host}"),
            ("Proxy__Address", $"http://{proxy.Authority}"),
            ("NO_PROXY", Host),     // which a WebProxy ignores
            ("Proxy__User", "build"),
            ("Proxy__Password", "secret"),
            ("SSL_CERT_FILE", "company.pem"),
            ("Logging__LogLevel__Default", "None"));

        Assert.Equal(("app", ""), (output, error));
        Assert.Single(proxy.Requests);
    }

    [Fact]
    public async Task Registered_client_of_the_page_requires_the_address_of_its_proxy()
    {
        (_, string error) = await RunAsync(
            Shown.Program("ClientCertificates"), ("Quay__Endpoint", $"https://{Host}"), ("Logging__LogLevel__Default", "None"));

        Assert.Contains("Proxy:Address is missing.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_of_the_page_prints_the_output_with_the_variables_of_its_command()
    {
        using X509Certificate2 certificate = _authority.IssueServer(Host);
        await using FakeQuayServer server = Serve(certificate);
        await using var proxy = new ConnectProxy(server.Endpoint, Login);
        string[] command = Assert.Single(Shown.In("sh"), block => block.Text.EndsWith(" dotnet run", StringComparison.Ordinal))
            .Text.Replace("proxy.example.com:3128", proxy.Authority, StringComparison.Ordinal).Split(' ')[..^2];

        (string output, _) = await RunAsync(Output, [.. command.Select(word => word.Split('=', 2)).Select(pair => (pair[0], pair[1]))]);

        Shown.AssertShows(output);
    }

    [Fact]
    public async Task Message_about_an_unknown_authority_is_that_of_the_page()
    {
        using X509Certificate2 certificate = _authority.IssueServer(Host);
        await using FakeQuayServer server = Serve(certificate);
        await using var proxy = new ConnectProxy(server.Endpoint);

        await AssertMessageAsync(proxy);
    }

    [Fact]
    public async Task Message_about_another_host_name_is_that_of_the_page()
    {
        using X509Certificate2 certificate = _authority.IssueServer("registry.example.com");
        await using FakeQuayServer server = Serve(certificate);
        await using var proxy = new ConnectProxy(server.Endpoint);

        await AssertMessageAsync(proxy, ("SSL_CERT_FILE", "company.pem"));
    }

    [Fact]
    public async Task Message_about_a_proxy_that_requires_a_login_is_that_of_the_page()
    {
        await using var proxy = new ConnectProxy(new Uri("http://127.0.0.1:1"), Login);

        await AssertMessageAsync(proxy);
    }

    private static CodeBlock Output => Shown.Program("catch (QuayConnectionException");

    private FakeQuayServer Serve(X509Certificate2 certificate) =>
        FakeQuayServer.Start(_quay, new FakeQuayServerOptions { Certificate = certificate });

    private async Task AssertMessageAsync(ConnectProxy proxy, params IReadOnlyList<(string Name, string Value)> environment)
    {
        (string output, string error) = await RunAsync(Output, [.. environment, ("HTTPS_PROXY", $"http://{proxy.Authority}")]);

        Assert.Empty(error);
        Shown.AssertShows(output.Replace(proxy.Authority, "proxy.example.com:3128", StringComparison.Ordinal));
        Assert.Empty(_quay.Requests);
    }

    private async Task<(string Output, string Error)> RunAsync(
        CodeBlock program, params IReadOnlyList<(string Name, string Value)> environment)
    {
        Assert.SkipWhen(
            !OperatingSystem.IsLinux() && environment.Any(variable => variable.Name == "SSL_CERT_FILE"),
            "Only Linux reads SSL_CERT_FILE.");
        await using var process = PageProcess.Start(program, _folder, [], environment);
        return await process.EndAsync();
    }
}
