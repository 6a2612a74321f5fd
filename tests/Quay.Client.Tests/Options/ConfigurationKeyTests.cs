using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Quay.Client.Tests.Options;

/// <summary>Verifies how keys and values of a configuration are reported that no option can hold.</summary>
public class ConfigurationKeyTests
{
    private const string Canary = OptionFault.Canary;

    private static readonly string[] Candidates =
    [
        "", " ", "true", "TRUE", "yes", "1", "-1", " 7 ", "1.5", "1e3", "1,5", "NaN", "99999999999", "99999999999999999999", "00:00:30",
        "1.00:00:00", "25:00", "30 s", "https://quay.test", "http://[", "a b", "text",
    ];

    [Fact]
    public async Task Host_does_not_start_with_unknown_keys_and_reports_all_of_them_with_the_closest_names()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Quay:Endpoint"] = "https://quay.test",
            ["Quay:MaxRetrys"] = Canary,
            ["Quay:ApiToken"] = Canary,
            ["Quay:Proxy:Address"] = Canary,
            ["Quay:X"] = Canary,
        });
        builder.Services.AddQuayClient(builder.Configuration.GetSection("Quay"));
        using IHost host = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(
            [
                "The section \"Quay\" has the key \"ApiToken\", which is not an option. Did you mean \"Token\"?",
                "The section \"Quay\" has the key \"MaxRetrys\", which is not an option. Did you mean \"MaxRetries\"?",
                "The section \"Quay\" contains the section \"Proxy\", which is not an option. "
                    + "Each client needs its own section, beside this one.",
                "The section \"Quay\" has the key \"X\", which is not an option. The options are the properties of QuayClientOptions.",
            ],
            error.Failures);
        Assert.Equal(("", typeof(QuayClientOptions)), (error.OptionsName, error.OptionsType));
        Assert.DoesNotContain(Canary, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_key_of_a_named_client_is_reported_with_the_full_path_of_its_section()
    {
        IConfiguration configuration = Configuration(("Services:Mirror:Endpont", "https://quay.test"));
        var services = new ServiceCollection();
        services.AddQuayClient("mirror", configuration.GetSection("Services:Mirror"));
        using ServiceProvider provider = services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredKeyedService<IQuayClient>("mirror"));

        Assert.Equal("mirror", error.OptionsName);
        Assert.Equal(
            "The section \"Services:Mirror\" has the key \"Endpont\", which is not an option. Did you mean \"Endpoint\"?",
            error.Failures.First());
    }

    [Theory]
    [InlineData("TokenProvider")]
    [InlineData("ratelimiter")]
    [InlineData("TimeProvider")]
    public void Key_of_an_option_that_is_an_object_is_reported_as_settable_only_in_code(string key) => Assert.Equal(
        [$"The section \"Quay\" has the key \"{key}\", which can only be set in code."], FailuresOf(($"Quay:{key}:LocalTimeZone", Canary)));

    [Fact]
    public void Key_below_a_value_is_reported_without_its_value() => Assert.Equal(
        [
            "\"Timeout\" must be a duration, such as 00:00:30, but it has the key \"Quay:Timeout:Seconds\".",
            "\"Token\" must be a string, but it has the key \"Quay:Token:0\".",
        ],
        FailuresOf(("Quay:Timeout:Seconds", "30"), ("Quay:Token:0", Canary), ("Quay:Token", "t")));

    [Fact]
    public void Invalid_values_are_reported_together_with_unknown_keys_and_without_the_values() => Assert.Equal(
        [
            "The value of \"Quay:AllowInsecureHttp\" must be true or false.",
            "The section \"Quay\" has the key \"Endpont\", which is not an option. Did you mean \"Endpoint\"?",
            "The value of \"Quay:MaxResponseBytes\" must be a 64-bit integer.",
            "The value of \"Quay:MaxRetries\" must be a 32-bit integer.",
            "The value of \"Quay:RequestsPerSecond\" must be a number, such as 2.5.",
            "The value of \"Quay:Timeout\" must be a duration, such as 00:00:30.",
        ],
        FailuresOf(
            ("Quay:Timeout", Canary),
            ("Quay:MaxRetries", Canary),
            ("Quay:MaxResponseBytes", Canary),
            ("Quay:RequestsPerSecond", Canary),
            ("Quay:AllowInsecureHttp", Canary),
            ("Quay:Endpont", Canary)));

    [Fact]
    public void Unknown_keys_and_values_that_cannot_be_converted_are_reported_together_with_invalid_options()
    {
        IConfiguration configuration = Configuration(
            ("Quay:Endpoint", "quay.test"), ("Quay:RequestsPerSecond", "-1"), ("Quay:Timeout", Canary), ("Quay:MaxRetrys", Canary));
        using ServiceProvider provider =
            new ServiceCollection().AddQuayClient(configuration.GetSection("Quay")).Services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IQuayClient>());

        Assert.Collection(
            error.Failures,
            fault => Assert.StartsWith("The section \"Quay\" has the key \"MaxRetrys\"", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith("The value of \"Quay:Timeout\"", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith("QuayClientOptions.Endpoint must", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith("QuayClientOptions.RequestsPerSecond must", fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Empty_values_are_not_set_except_an_empty_token_which_must_not_become_anonymous_access()
    {
        IConfiguration empty = Configuration([.. ConfigurationKeys.BoundNames.Select(name => ($"Quay:{name}", (string?)""))]);
        var services = new ServiceCollection();
        services.AddQuayClient(options => (options.Endpoint, options.ApplicationId) = (new Uri("https://quay.test"), "my-app"));
        services.AddQuayClient(empty.GetSection("Quay"));
        using ServiceProvider provider = services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IQuayClient>());

        Assert.Equal(
            ["QuayClientOptions.Token is empty. Set a token, or remove the setting or environment variable to read only public data."],
            error.Failures);
    }

    [Fact]
    public void Section_bound_by_a_delegate_is_not_checked_for_unknown_keys()
    {
        IConfigurationSection section = Configuration(("Quay:Endpoint", "https://quay.test"), ("Quay:Comment", "x")).GetSection("Quay");
        using ServiceProvider provider = new ServiceCollection()
            .AddQuayClient(options => section.Bind(options)).Services.BuildServiceProvider();

        Assert.Equal(new Uri("https://quay.test"), provider.GetRequiredService<IQuayClient>().Endpoint);
    }

    [Fact]
    public async Task Reload_of_the_configuration_does_not_set_or_check_the_options_of_a_client_again()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Quay:Endpoint"] = "https://quay.test" });
        int calls = 0;
        builder.Services.AddQuayClient(builder.Configuration.GetSection("Quay"));
        builder.Services.AddQuayClient((_, _) => calls++);
        using IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);

        builder.Configuration["Quay:Comment"] = "an unknown key";
        ((IConfigurationRoot)builder.Configuration).Reload();

        Assert.NotNull(host.Services.GetRequiredService<IQuayClient>());
        Assert.Equal(1, calls);
    }

    [Fact]
    public void Keys_are_case_insensitive_and_can_be_empty_or_null() => Assert.Empty(
        FailuresOf(("Quay:ENDPOINT", "https://quay.test"), ("quay:maxretries", "2"), ("Quay:Timeout", ""), ("Quay:Token", null)));

    [Fact]
    public void Value_of_the_section_itself_is_ignored_because_an_environment_variable_can_have_its_name() =>
        Assert.Empty(FailuresOf(("Quay", "something else"), ("Quay:Endpoint", "https://quay.test")));

    [Fact]
    public void Environment_variables_with_two_underscores_are_keys_of_the_section()
    {
        const string Prefix = "QUAY_CLIENT_CONFIGURATION_KEY_TESTS_";
        Environment.SetEnvironmentVariable($"{Prefix}QUAY__ENDPOINT", "https://quay.test");
        Environment.SetEnvironmentVariable($"{Prefix}QUAY__TOKN", Canary);
        Environment.SetEnvironmentVariable($"{Prefix}QUAY_TOKEN", Canary);
        IConfiguration configuration = new ConfigurationBuilder().AddEnvironmentVariables(Prefix).Build();

        Assert.Equal(
            ["The section \"Quay\" has the key \"TOKN\", which is not an option. Did you mean \"Token\"?"],
            FailuresOf(configuration.GetSection("Quay")));
    }

    [Fact]
    public void Unknown_keys_in_the_root_of_a_configuration_are_ignored_but_invalid_values_are_reported() => Assert.Equal(
        ["The value of \"Timeout\" must be a duration, such as 00:00:30."],
        FailuresOf(Configuration(
            ("Endpoint", "https://quay.test"),
            ("Path", "/bin"),
            ("Logging:LogLevel", "x"),
            ("Token:Issuer", "https://login.test"),
            ("Timeout", Canary))));

    [Fact]
    public void Every_option_is_a_key_or_can_only_be_set_in_code() => Assert.Equal(
        typeof(QuayClientOptions).GetProperties().Where(option => option.CanWrite).Select(option => option.Name).Order(),
        ConfigurationKeys.AllNames.Order());

    [Fact]
    public void Exactly_the_values_that_cannot_be_converted_are_reported()
    {
        List<string> differences = [];
        int rejected = 0;
        foreach (string key in ConfigurationKeys.AllNames.Where(name => FailuresOf(($"Quay:{name}", "")).Length == 0))
        {
            foreach (string value in Candidates)
            {
                IConfigurationSection section = Configuration(($"Quay:{key}", value)).GetSection("Quay");
                bool isReported = FailuresOf(section).Any(failure => failure.StartsWith("The value of", StringComparison.Ordinal));
                rejected += isReported ? 1 : 0;
                if (isReported == CanConvert(section, key))
                {
                    differences.Add($"{key} = \"{value}\" is {(isReported ? "" : "not ")}reported");
                }

                // The binder of the client, which is generated, never throws.
                Assert.Null(Record.Exception(() => Bind(section)) is { } error and not OptionsValidationException ? error : null);
            }
        }

        Assert.Empty(differences);
        Assert.InRange(rejected, 100, 200);
    }

    private static void Bind(IConfiguration section)
    {
        using ServiceProvider provider = new ServiceCollection().AddQuayClient(section).Services.BuildServiceProvider();
        _ = provider.GetRequiredService<IOptions<QuayClientOptions>>().Value;
    }

    private static bool CanConvert(IConfigurationSection section, string key)
    {
        try
        {
            // The tests have the binder that uses reflection. Unlike the generated one, it does not ignore empty values.
            return section[key] is "" || section.GetValue(typeof(QuayClientOptions).GetProperty(key)!.PropertyType, key) is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string[] FailuresOf(params (string Key, string? Value)[] settings) =>
        FailuresOf(Configuration(settings).GetSection("Quay"));

    private static string[] FailuresOf(IConfiguration configuration)
    {
        string[] faults = ConfigurationKeys.FaultsOf(configuration);
        Assert.DoesNotContain(faults, fault => fault.Contains(Canary, StringComparison.Ordinal));
        return faults;
    }

    private static IConfigurationRoot Configuration(params (string Key, string? Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value))
        .Build();
}
