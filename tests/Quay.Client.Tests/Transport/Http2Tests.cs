using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quay.Client.Testing;
using Quay.Client.Tests.Paging;

namespace Quay.Client.Tests.Transport;

/// <summary>Verifies the protocol to a Quay server with TLS.</summary>
[Trait("Speed", "Slow")]
public class Http2Tests
{
    [Theory]
    [InlineData(HttpProtocols.Http1AndHttp2, "HTTP/2")]
    [InlineData(HttpProtocols.Http1, "HTTP/1.1")]
    public async Task Concurrent_pages_share_one_HTTP_2_connection_if_the_server_supports_it(HttpProtocols offered, string expected)
    {
        AcmeApp app = AcmeApp.WithEntries(count: 40);
        var requests = new ConcurrentBag<(string Protocol, string Connection)>();
        using X509Certificate2 certificate = CreateCertificate();
        await using WebApplication front = await StartAsync(offered, certificate, context =>
        {
            requests.Add((context.Request.Protocol, context.Connection.Id));
            FakeResponse response = app.Quay.Handle(new FakeRequest
            {
                Method = context.Request.Method,
                Origin = new Uri("https://quay.example/"),
                Target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
                Headers = context.Request.Headers.ToDictionary(
                    header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            });
            context.Response.StatusCode = response.Status;
            context.Response.ContentType = "application/json";
            return context.Response.Body.WriteAsync(response.Body).AsTask();
        });
        using var network = new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions =
                new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, given, _, _) => given!.Equals(certificate) },
        };
        QuayClientOptions options = new() { Endpoint = AddressOf(front), Token = app.Quay.Token, MaxConcurrentPages = 4 };
        using var client = new QuayClient(options, network);

        Assert.Equal(40, await client.Tags.GetHistory("acme/app", new TagHistoryQuery { PageSize = 4 }).CountAsync());

        Assert.All(requests, request => Assert.Equal(expected, request.Protocol));
        if (expected == "HTTP/2")
        {
            Assert.Single(requests.Select(request => request.Connection).Distinct());
        }
    }

    private static async Task<WebApplication> StartAsync(HttpProtocols protocols, X509Certificate2 certificate, RequestDelegate response)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            listen.UseHttps(certificate);
        }));
        WebApplication app = builder.Build();
        app.Run(response);
        await app.StartAsync();
        return app;
    }

    private static Uri AddressOf(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    private static X509Certificate2 CreateCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
