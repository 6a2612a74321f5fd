using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Quay.Client.Tests.Options;

public class InvalidOptionTests
{
    public static TheoryData<string> Faults => OptionFault.Names;

    [Theory]
    [MemberData(nameof(Faults))]
    public void Constructor_rejects_an_invalid_option_and_names_it(string fault)
    {
        string message = RejectedByConstructor(OptionFault.All[fault].Apply).Message;

        Assert.Contains($"QuayClientOptions.{OptionFault.All[fault].Option}", message, StringComparison.Ordinal);
        Assert.Contains(OptionFault.All[fault].MessagePart, message, StringComparison.Ordinal);
        Assert.DoesNotContain(OptionFault.Canary, message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Host_does_not_start_with_an_invalid_option_and_reports_the_message_of_the_constructor(string fault)
    {
        OptionsValidationException error = await RejectedByHostAsync(services => services.AddQuayClient(ConfigureWith(fault)));

        Assert.StartsWith(error.Message, RejectedByConstructor(OptionFault.All[fault].Apply).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(OptionFault.Canary, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Host_does_not_start_with_an_invalid_option_of_a_named_client(string fault)
    {
        OptionsValidationException error = await RejectedByHostAsync(services =>
        {
            services.AddQuayClient(OptionFault.SetValid);
            services.AddQuayClient("mirror", ConfigureWith(fault));
        });

        Assert.Equal("mirror", error.OptionsName);
        Assert.Contains(OptionFault.All[fault].MessagePart, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_with_two_invalid_clients_throws_an_exception_for_each()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddQuayClient("main", _ => { });
        builder.Services.AddQuayClient("mirror", _ => { });
        using IHost host = builder.Build();

        var error = await Assert.ThrowsAsync<AggregateException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(
            ["main", "mirror"],
            error.InnerExceptions.Select(inner => Assert.IsType<OptionsValidationException>(inner).OptionsName).Order());
    }

    [Fact]
    public void Every_option_that_can_be_invalid_is_tested() =>
        Assert.Equal(
            typeof(QuayClientOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(option => option.Name)
                .Except([nameof(QuayClientOptions.TokenProvider), nameof(QuayClientOptions.AllowInsecureHttp), nameof(
                    QuayClientOptions.RecoverLostWrites), nameof(QuayClientOptions.LoggerFactory)])
                .Order(StringComparer.Ordinal),
            OptionFault.All.Values.Select(fault => fault.Option).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void All_invalid_options_are_reported_together()
    {
        string message =
            RejectedByConstructor(options => (options.Endpoint, options.MaxRetries, options.Timeout) = (null, -1, TimeSpan.Zero)).Message;

        Assert.Contains("QuayClientOptions.Endpoint is", message, StringComparison.Ordinal);
        Assert.Contains("QuayClientOptions.MaxRetries must", message, StringComparison.Ordinal);
        Assert.Contains("QuayClientOptions.Timeout must", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_rejects_null_options_and_a_null_handler()
    {
        Assert.Throws<ArgumentNullException>("options", () => new QuayClient(null!));
        Assert.Throws<ArgumentNullException>("options", () => new QuayClient(null!, new SocketsHttpHandler()));
        Assert.Throws<ArgumentNullException>(
            "primaryHandler", () => new QuayClient(new QuayClientOptions { Endpoint = new Uri("https://quay.test") }, null!));
    }

    private static Action<QuayClientOptions> ConfigureWith(string fault) => OptionFault.SetValid + OptionFault.All[fault].Apply;

    private static ArgumentException RejectedByConstructor(Action<QuayClientOptions> apply)
    {
        var options = new QuayClientOptions();
        OptionFault.SetValid(options);
        apply(options);
        return Assert.Throws<ArgumentException>("options", () => new QuayClient(options));
    }

    private static async Task<OptionsValidationException> RejectedByHostAsync(Action<IServiceCollection> add)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        add(builder.Services);
        using IHost host = builder.Build();
        return await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
    }
}
