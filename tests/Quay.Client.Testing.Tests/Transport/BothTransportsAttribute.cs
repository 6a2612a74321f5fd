using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Quay.Client.Testing.Tests.Transport;

/// <summary>Runs a test with the server and with the handler.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BothTransportsAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Enum.GetValues<TransportKind>().Select(transport => new TheoryDataRow(transport))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
