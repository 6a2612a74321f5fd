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

/// <summary>A Quay behind a front that speaks TLS, as all but the loopback ones are.</summary>
[Trait("Speed", "Slow")]
public class Http2Tests
{
    [Theory]
    [InlineData(HttpProtocols.Http1AndHttp2, "HTTP/2")]
    [InlineData(HttpProtocols.Http1, "HTTP/1.1")]
    public async Task Pages_side_by_side_go_over_one_connection_of_HTTP_2_where_the_server_has_it(HttpProtocols offered, string spoken)
    {
        AcmeApp app = AcmeApp.WithEntries(count: 40);
        var seen = new ConcurrentBag<(string Protocol, string Connection)>();
        using X509Certificate2 certificate = ThrowAwayCertificate();
        await using WebApplication front = await StartAsync(offered, certificate, context =>
        {
            seen.Add((context.Request.Protocol, context.Connection.Id));
            FakeAnswer answer = app.Quay.Answer(new FakeRequest
            {
                Method = context.Request.Method,
                Origin = new Uri("https://quay.example/"),
                Target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
                Headers = context.Request.Headers.ToDictionary(
                    header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            });
            context.Response.StatusCode = answer.Status;
            context.Response.ContentType = "application/json";
            return context.Response.Body.WriteAsync(answer.Body).AsTask();
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

        Assert.All(seen, request => Assert.Equal(spoken, request.Protocol));
        if (spoken == "HTTP/2")
        {
            Assert.Single(seen.Select(request => request.Connection).Distinct());
        }
    }

    private static async Task<WebApplication> StartAsync(HttpProtocols protocols, X509Certificate2 certificate, RequestDelegate answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            listen.UseHttps(certificate);
        }));
        WebApplication app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return app;
    }

    private static Uri AddressOf(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    private static X509Certificate2 ThrowAwayCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
