using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Extensions.Configuration;
using Quay.Client.Tests.Documentation;

namespace Quay.Client.Tests.Options;

/// <summary>Verifies the schema with which editors complete and check the section <c>Quay</c> of appsettings.json.</summary>
public class ConfigurationSchemaTests
{
    private const string Rewrite = "QUAY_CLIENT_REWRITE_SCHEMA";

    private static readonly string File = Path.Combine(Commands.Root, "src", "Quay.Client", "ConfigurationSchema.json");

    private static readonly JsonObject Section = JsonNode.Parse(System.IO.File.ReadAllText(File))!["properties"]!["Quay"]!.AsObject();

    private static readonly JsonObject Properties = Section["properties"]!.AsObject();

    [Fact]
    public void Schema_file_is_generated_from_the_options_and_their_documentation()
    {
        string expected = ConfigurationSchema.Generate();
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
        {
            System.IO.File.WriteAllText(File, expected);
        }

        Assert.True(
            expected == System.IO.File.ReadAllText(File),
            $"{File} differs from the options. Run this test with the environment variable {Rewrite}=1 to write the file.");
    }

    [Fact]
    public void Schema_has_each_option_that_a_configuration_can_hold_and_nothing_else() => Assert.Equal(
        ConfigurationKeys.BoundNames.Order(),
        Properties.Select(option => option.Key).Order());

    [Theory]
    [InlineData("""{ "Endpoint": "https://quay.test" }""", true)]
    [InlineData("""{ "main": { "Endpoint": "https://quay.test" }, "mirror": { "Endpoint": "https://mirror.test" } }""", true)]
    [InlineData("""{ "Endpoint": "https://quay.test", "Mirror": { "Endpoint": "https://mirror.test" } }""", false)]
    [InlineData("""{ "Endpoint": "https://quay.test", "Comment": {} }""", false)]
    public void Schema_accepts_the_options_of_one_client_or_sections_of_several_clients_as_the_host_does(string json, bool isAccepted)
    {
        JsonObject section = JsonNode.Parse(json)!.AsObject();
        JsonArray kinds = Section["anyOf"]!.AsArray();
        string?[] names = [.. kinds[0]!["propertyNames"]!["enum"]!.AsArray().Select(name => name!.GetValue<string>())];

        bool hasOptions = section.All(property => names.Contains(property.Key));
        bool hasSections = kinds[1]!["additionalProperties"]!["type"]!.GetValue<string>() == "object"
            && section.All(property => property.Value is JsonObject);

        Assert.Equal(isAccepted, hasOptions || hasSections);
        IConfigurationSection bound = new ConfigurationBuilder()
            .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($$"""{"Quay": {{json}}}"""))).Build().GetSection("Quay");
        IEnumerable<IConfigurationSection> clients = hasSections ? bound.GetChildren() : [bound];
        Assert.Equal(!isAccepted, clients.Any(client => ConfigurationKeys.FaultsOf(client).Length > 0));
    }

    [Fact]
    public void Each_option_of_the_schema_has_a_description() => Assert.All(
        Properties, option => Assert.Matches("^[A-Z][^<>]{20,}[.]$", option.Value!["description"]!.GetValue<string>()));

    [Fact]
    public void Defaults_of_the_schema_bound_from_a_configuration_are_the_defaults_of_the_options()
    {
        var settings = Properties.Where(option => option.Value!["default"] is not null)
            .ToDictionary(option => option.Key, option => (string?)option.Value!["default"]!.ToString());
        var options = new QuayClientOptions
        {
            AllowInsecureHttp = true,
            MaxRetries = 99,
            RetryDelay = TimeSpan.MaxValue,
            MaxRetryDelay = TimeSpan.MaxValue,
            AttemptTimeout = TimeSpan.MaxValue,
            Timeout = TimeSpan.MaxValue,
            MaxConcurrentPages = 50,
            RecoverLostWrites = false,
            MaxResponseBytes = 99,
        };

        new ConfigurationBuilder().AddInMemoryCollection(settings).Build().Bind(options);

        Assert.All(
            ConfigurationSchema.Options, option => Assert.Equal(option.GetValue(new QuayClientOptions()), option.GetValue(options)));
    }

    [Fact]
    public void Ranges_of_the_schema_are_those_of_the_validation()
    {
        int limits = 0;
        foreach (PropertyInfo option in ConfigurationSchema.Options)
        {
            foreach ((string limit, int outside) in (ReadOnlySpan<(string, int)>)[("minimum", -1), ("maximum", 1)])
            {
                if (Properties[option.Name]![limit] is { } node)
                {
                    limits++;
                    decimal value = node.GetValue<decimal>();
                    Assert.True(IsValid(option, value), $"{option.Name} = {value}");
                    Assert.False(IsValid(option, value + outside), $"{option.Name} = {value + outside}");
                }
            }
        }

        Assert.Equal(9, limits);
    }

    [Theory]
    [InlineData("00:00:30", true)]
    [InlineData("0:30", true)]
    [InlineData("23:59:59.9999999", true)]
    [InlineData("1.00:00:00", true)]
    [InlineData("30", false)]
    [InlineData("30 s", false)]
    [InlineData("24:00:00", false)]
    [InlineData("00:60:00", false)]
    [InlineData("-00:00:01", false)]
    public void Pattern_of_durations_accepts_only_what_the_binder_converts(string text, bool isAccepted)
    {
        Assert.Equal(isAccepted, Regex.IsMatch(text, ConfigurationSchema.DurationPattern));
        Assert.True(!isAccepted || TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _));
    }

    [Theory]
    [InlineData("my-app/1.2", true)]
    [InlineData("my-app/1.2 framework/3 x", true)]
    [InlineData("!#$%&'*+-.^_`|~/1", true)]
    [InlineData("", false)]
    [InlineData("a  b", false)]
    [InlineData("a/b/c", false)]
    [InlineData("a(b)", false)]
    public void Pattern_of_the_application_accepts_what_the_validation_accepts(string text, bool isAccepted)
    {
        Assert.Equal(isAccepted, Regex.IsMatch(text, Properties["ApplicationId"]!["pattern"]!.GetValue<string>()));
        Assert.Equal(isAccepted, UserAgent.BrokenRule(text) is null);
    }

    [Fact]
    public void Schema_is_offered_for_the_settings_files_of_consumers()
    {
        string folder = Path.GetDirectoryName(File)!;
        XElement segment = Assert.Single(
            XDocument.Load(Path.Combine(folder, "buildTransitive", "Quay.Client.targets")).Descendants("JsonSchemaSegment"));

        Assert.Equal("$(MSBuildThisFileDirectory)../ConfigurationSchema.json", segment.Attribute("Include")!.Value);
        Assert.Matches($"^(?i:{segment.Attribute("FilePathPattern")!.Value})$", "appsettings.json");
        Assert.Matches($"^(?i:{segment.Attribute("FilePathPattern")!.Value})$", "appsettings.Production.json");
        Assert.DoesNotMatch($"^(?i:{segment.Attribute("FilePathPattern")!.Value})$", "package.json");
    }

    private static bool IsValid(PropertyInfo option, decimal value)
    {
        var options = new QuayClientOptions { Endpoint = new Uri("https://quay.test") };
        Type type = Nullable.GetUnderlyingType(option.PropertyType) ?? option.PropertyType;
        try
        {
            option.SetValue(options, Convert.ChangeType(value, type, CultureInfo.InvariantCulture));
        }
        catch (OverflowException)
        {
            return false;
        }

        return QuayClientOptionsValidator.Validate(options).Count == 0;
    }
}
