using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Quay.Client;

/// <summary>Validates the configuration of one client, so that its faults are reported together with those of the options.</summary>
internal sealed class ConfigurationValidator(string clientName, IConfiguration configuration) : IValidateOptions<QuayClientOptions>
{
    public ValidateOptionsResult Validate(string? name, QuayClientOptions options) =>
        name != clientName ? ValidateOptionsResult.Skip
        : ConfigurationKeys.FaultsOf(configuration) is { Length: > 0 } faults ? ValidateOptionsResult.Fail(faults)
        : ValidateOptionsResult.Success;
}
