using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Quay.Client.Tests.Options;

public class OptionRuleTests
{
    public static TheoryData<string> Faults => OptionFault.Names;

    [Theory]
    [MemberData(nameof(Faults))]
    public void The_constructor_refuses_a_wrong_option_by_its_name(string fault)
    {
        string message = RefusedByConstructor(OptionFault.All[fault].Spoil).Message;

        Assert.Contains($"QuayClientOptions.{OptionFault.All[fault].Option}", message, StringComparison.Ordinal);
        Assert.Contains(OptionFault.All[fault].Words, message, StringComparison.Ordinal);
        Assert.DoesNotContain(OptionFault.Canary, message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task The_host_does_not_start_with_a_wrong_option_and_says_the_same(string fault)
    {
        OptionsValidationException refused = await RefusedByHostAsync(services => services.AddQuayClient(Spoiled(fault)));

        Assert.StartsWith(refused.Message, RefusedByConstructor(OptionFault.All[fault].Spoil).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(OptionFault.Canary, refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task The_host_does_not_start_with_a_wrong_option_of_a_named_client(string fault)
    {
        OptionsValidationException refused = await RefusedByHostAsync(services =>
        {
            services.AddQuayClient(OptionFault.SetGood);
            services.AddQuayClient("mirror", Spoiled(fault));
        });

        Assert.Equal("mirror", refused.OptionsName);
        Assert.Contains(OptionFault.All[fault].Words, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_option_that_can_be_wrong_is_among_the_faults() =>
        Assert.Equal(
            typeof(QuayClientOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(option => option.Name)
                .Except([nameof(QuayClientOptions.TokenProvider), nameof(QuayClientOptions.AllowInsecureHttp), nameof(
                    QuayClientOptions.RecoverLostWrites)])
                .Order(StringComparer.Ordinal),
            OptionFault.All.Values.Select(fault => fault.Option).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void All_invalid_options_are_reported_together()
    {
        string message =
            RefusedByConstructor(options => (options.Endpoint, options.MaxRetries, options.Timeout) = (null, -1, TimeSpan.Zero)).Message;

        Assert.Contains("QuayClientOptions.Endpoint is", message, StringComparison.Ordinal);
        Assert.Contains("QuayClientOptions.MaxRetries must", message, StringComparison.Ordinal);
        Assert.Contains("QuayClientOptions.Timeout must", message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_options_at_all_are_refused()
    {
        Assert.Throws<ArgumentNullException>("options", () => new QuayClient(null!));
        Assert.Throws<ArgumentNullException>("options", () => new QuayClient(null!, new SocketsHttpHandler()));
        Assert.Throws<ArgumentNullException>(
            "primaryHandler", () => new QuayClient(new QuayClientOptions { Endpoint = new Uri("https://quay.test") }, null!));
    }

    private static Action<QuayClientOptions> Spoiled(string fault) => OptionFault.SetGood + OptionFault.All[fault].Spoil;

    private static ArgumentException RefusedByConstructor(Action<QuayClientOptions> spoil)
    {
        var options = new QuayClientOptions();
        OptionFault.SetGood(options);
        spoil(options);
        return Assert.Throws<ArgumentException>("options", () => new QuayClient(options));
    }

    private static async Task<OptionsValidationException> RefusedByHostAsync(Action<IServiceCollection> add)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        add(builder.Services);
        using IHost host = builder.Build();
        return await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
    }
}
